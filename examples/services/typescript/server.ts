// Decides about a wire transfer when FaceSign's webhook says that its session has changed: see ../README.md.
import { createHmac, timingSafeEqual } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { setTimeout as seconds } from "node:timers/promises";
import { decide } from "./wire-transfer.js";

const { FACESIGN_API = "https://api.facesign.ai", PORT = "8080" } = process.env;
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
const done = new Set();

// Node reports come some seconds after the session has ended: ask for up to a minute.
const settle = async (id: string) => {
  for (let attempt = 0; attempt < 30 && !done.has(id); attempt++) {
    const headers = { Authorization: `Bearer ${FACESIGN_API_KEY}` };
    const answer = await fetch(`${FACESIGN_API}/sessions/${encodeURIComponent(id)}`, { headers });
    if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
    const { session } = (await answer.json()) as { session: { status: string } };
    const { decision } = decide(session);
    if (done.has(id)) return;
    if (decision !== "pending") {
      done.add(id);
      return console.log(JSON.stringify({ id, decision })); // here the transfer is carried out, or not
    }
    if (session.status === "created" || session.status === "inProgress") return; // another webhook will come
    await seconds(2000);
  }
  if (!done.has(id)) throw new Error("no node reports after a minute");
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

// A client that hangs up or a session that fails ends its own request only.
createServer((request, response) => void handle(request, response).catch(console.error)).listen(Number(PORT));
