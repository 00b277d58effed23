// Runs generated modules: reads what to call from `cases.json`, writes what came back to `answers.json`.
import { readFileSync, writeFileSync } from "node:fs";

const ODD = { NaN: NaN, Infinity: Infinity, undefined: undefined };

const attempt = (call) => {
  try {
    return call();
  } catch (error) {
    return { error: error.name, message: error.message };
  }
};

const answers = [];
for (const { module, params, sessions } of JSON.parse(readFileSync("cases.json", "utf8"))) {
  const code = await import(`./${module}.js`);
  for (const name of Object.keys(params ?? {})) {
    const odd = params[name]?.odd;
    if (odd !== undefined) params[name] = ODD[odd];
  }
  const given = params === null ? [] : [params];
  answers.push({
    flow: attempt(() => code.flow(...given)),
    session: attempt(() => code.session(...given)),
    answers: sessions.map((session) => attempt(() => code.decide(session))),
    finals: sessions.map((session) => attempt(() => code.decide(session, { final: true }))),
    reports: sessions.map((session) => attempt(() => code.reports(session))),
  });
}
writeFileSync("answers.json", JSON.stringify(answers));
