// Decides about a wire transfer when FaceSign's webhook says that its session has changed: see ../README.md.
import { createHmac, timingSafeEqual } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type Answer, decide } from "./wire-transfer.js";

const { FACESIGN_API = "https://api.facesign.ai", DEADLINE_SECONDS = "60", PORT = "8080" } = process.env;
const { FACESIGN_API_KEY, FACESIGN_WEBHOOK_SECRET: secret } = process.env;
if (!FACESIGN_API_KEY || !secret) throw new Error("set FACESIGN_API_KEY and FACESIGN_WEBHOOK_SECRET");

// `t=<timestamp>,v1=<hex>`: the HMAC-SHA256 of `<timestamp>.<body>`. Several `v1` stand there while a secret is changed. What is
// older or newer than 300 seconds is refused; whether the timestamp counts seconds or milliseconds is not documented.
const isSigned = (body: Buffer, header: string) => {
  const fields = header.split(",").map((field) => field.trim().split("="));
  const time = fields.find(([key]) => key === "t")?.[1] ?? "";
  const seconds = Number(time) > 1e11 ? Number(time) / 1000 : Number(time);
  if (!/^\d+$/.test(time) || Math.abs(Date.now() / 1000 - seconds) > 300) return false;
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  const given = fields.filter(([key]) => key === "v1").map(([, value = ""]) => Buffer.from(value, "hex"));
  return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
};

// Events come again and out of order; a session is carried out once. A real service keeps this where it keeps its orders.
const done = new Set<string>();

const carryOut = (id: string, { decision, reason, evidence }: Answer) => {
  if (done.has(id)) return;
  done.add(id);
  // Here the transfer goes out, or is blocked, and what it rests on is kept with it.
  console.log(JSON.stringify({ id, decision, reason, evidence: evidence.map(({ name }) => name) }));
};

const fetched = async (id: string) => {
  const headers = { Authorization: `Bearer ${FACESIGN_API_KEY}` };
  const answer = await fetch(`${FACESIGN_API}/sessions/${encodeURIComponent(id)}`, { headers });
  if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
  return ((await answer.json()) as { session: { status: string } }).session;
};

// Node reports come some seconds after the session has ended, and now and then not at all: at the deadline what is missing counts
// as not having happened.
const settle = async (id: string) => {
  const deadline = Date.now() + Number(DEADLINE_SECONDS) * 1000;
  while (!done.has(id)) {
    const session = await fetched(id).catch(console.error);
    const isLate = Date.now() > deadline;
    if (session) {
      // While it goes on, another webhook will come.
      if (session.status === "created" || session.status === "inProgress") return;
      const answer = decide(session, { final: isLate });
      if (answer.decision !== "pending") return carryOut(id, answer);
    } else if (isLate) throw new Error(`the session ${id} can't be fetched`);
    await pause(1000);
  }
};

const handle = async (request: IncomingMessage, response: ServerResponse) => {
  const chunks = [];
  let size = 0;
  // A body that is cut off is not signed.
  for await (const chunk of request) if ((size += chunk.length) <= 65536) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const isOurs = isSigned(body, String(request.headers["x-facesign-signature"]));
  response.writeHead(isOurs ? 204 : 401).end();
  if (!isOurs) return;
  const { type, sessionId } = JSON.parse(body.toString());
  if (type === "session.status") await settle(sessionId);
};

// A client that hangs up, or a session that nobody can decide about, ends its own request only: somebody has to look at it.
createServer((request, response) => void handle(request, response).catch(console.error)).listen(Number(PORT));
