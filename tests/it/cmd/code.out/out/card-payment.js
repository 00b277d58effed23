// DO NOT EDIT. Made by fsflowc 0.1.0 from card-payment.fsflow.
/* eslint-disable */

/**
 * Confirms a card payment.
 * Small, but with everything that code is made from.
 */

/** The array of nodes: the value of `flow` in the body of `POST /sessions`. */
export function flow(params) {
  const { amount, currency = "euros" } = checked(params);
  return [
    {
      id: "start",
      type: "start",
      outcome: "greeting",
    },
    {
      id: "greeting",
      type: "conversation",
      prompt: "Say: Hello, and thank you for your order. Before the payment goes through I will take a moment to see that it is really you. After that I have a single question.",
      outcomes: [
        {
          id: "next",
          targetNodeId: "liveness",
          condition: "",
        },
      ],
    },
    {
      id: "liveness",
      type: "liveness_detection",
      outcomes: {
        livenessDetected: "confirm",
        deepfakeDetected: "closing",
        noFace: "closing",
        inconclusive: "closing",
      },
    },
    {
      id: "confirm",
      type: "conversation",
      prompt: `Say: You are paying ${amount} ${currency}. Is that right?`,
      outcomes: [
        {
          id: "confirmed",
          targetNodeId: "closing",
          condition: "The user says that it is right",
        },
        {
          id: "stall",
          targetNodeId: "sorry",
          condition: "Three exchanges have passed without a clear answer",
        },
      ],
    },
    {
      id: "closing",
      type: "conversation",
      prompt: "Thank the user and say goodbye.",
      doesNotRequireReply: true,
      outcomes: [
        {
          id: "next",
          targetNodeId: "end",
          condition: "",
        },
      ],
    },
    {
      id: "sorry",
      type: "conversation",
      prompt: "Tell the user that the payment stops here.",
      doesNotRequireReply: true,
      outcomes: [
        {
          id: "next",
          targetNodeId: "end",
          condition: "",
        },
      ],
    },
    {
      id: "end",
      type: "end",
    },
  ];
}

/** The whole body of `POST /sessions`. */
export function session(params) {
  const { cardLast4, amount } = checked(params);
  return {
    clientReferenceId: `pay-${cardLast4}`,
    providedData: {
      amount: amount,
    },
    flow: flow(params),
  };
}

/** The decisions. */
export const DECISIONS = ["authorize", "review", "retry"];

// What the rules ask for, a bit each.
const LIVENESS_DETECTED = 1 << 0;
const LIVENESS_DEEPFAKE = 1 << 1;
const CONFIRM_CONFIRMED = 1 << 2;

/** Whether a rule about sessions that did not complete asks where they went. */
const ASKS_WHERE_STOPPED = false;

/** The decision about a session that passed what `passed` holds a bit of. */
function rule(passed, incomplete) {
  const has = (bit) => (passed & bit) !== 0;
  if (!incomplete && has(LIVENESS_DETECTED) && has(CONFIRM_CONFIRMED)) return "authorize";
  if (!incomplete && has(LIVENESS_DEEPFAKE)) return "review";
  return "retry";
}

/** A session or its report is not one that this flow can have given, so nothing may be concluded from it. */
export class UnknownReportError extends Error {
  name = "UnknownReportError";
}

/**
 * The node reports of a session, checked against the flow; none while the session has none. `session` is the member of that
 * name in the answer of `GET /sessions/:id`.
 *
 * @throws UnknownReportError when a report names a node, a type or an outcome that this flow does not have.
 */
export function reports(session) {
  const report = members(session, "the session")["report"];
  if (report === undefined || report === null) return [];
  const list = members(report, "the report of the session")["nodeReports"];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new UnknownReportError("`nodeReports` of the session is no list");
  const entries = list;
  return entries.map((entry) => nodeReport(members(entry, "a node report")));
}

function nodeReport(entry) {
  const { nodeId, type, createdAt, outcome } = entry;
  const node = typeof nodeId === "string" ? GRAPH[POSITIONS.get(nodeId) ?? -1] : undefined;
  if (node === undefined) throw new UnknownReportError(`this flow has no node ${shown(nodeId)}`);
  if (type !== node.type) {
    throw new UnknownReportError(`the node ${shown(nodeId)} is of the type ${shown(node.type)}, not ${shown(type)}`);
  }
  const hasTime = typeof createdAt === "string" || typeof createdAt === "number";
  const report = {
    nodeId: node.id,
    type: node.type,
    createdAt: hasTime ? createdAt : null,
    outcome: outcomeOf(node, outcome),
  };
  // The outcome was looked up among those of this node.
  return report;
}

/** The outcome as the types spell it; `null` while the node has none. */
function outcomeOf(node, outcome) {
  if (outcome === undefined || outcome === null || outcome === "") return null;
  for (const { names, alias } of node.edges) {
    if (typeof outcome === "string" && names.includes(outcome)) return outcome;
    if (alias !== undefined && outcome === alias) return names[0] ?? null;
  }
  throw new UnknownReportError(`the node ${shown(node.id)} has no outcome ${shown(outcome)}`);
}

function members(value, what) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UnknownReportError(`${what} is no object`);
  }
  return value;
}

function shown(value) {
  return JSON.stringify(value) ?? "undefined";
}

const PARAMS = [
  ["cardLast4", "string", true],
  ["amount", "number", true],
  ["currency", "string", false],
];

/** Refuses what is no value for a parameter, which the types can't do for callers without them. */
function checked(params) {
  for (const [name, type, required] of PARAMS) {
    const value = params[name];
    if (value === undefined && !required) continue;
    if (typeof value !== type || (type === "number" && !Number.isFinite(value))) {
      const kind = type === "number" ? "finite number" : type;
      throw new TypeError(`the parameter /`${name}/` must be a ${kind}, and is ${String(value)}`);
    }
  }
  return params;
}

/** The outcomes of a report fit paths with different decisions, and no further report can tell them apart. */
export class AmbiguousReportError extends Error {
  name = "AmbiguousReportError";
}

/**
 * The decision about a session: the one that every path of the flow gets that fits the session's report. `"pending"` while the
 * session goes on, and while its report does not say enough: node reports come some seconds after the session ended, so ask
 * again then. `session` is the member of that name in the answer of `GET /sessions/:id`.
 *
 * @throws UnknownReportError when the session is not one of this flow.
 * @throws AmbiguousReportError when the report can never tell which decision is right.
 */
export function decide(session) {
  const status = members(session, "the session")["status"];
  if (status === "created" || status === "inProgress") return "pending";
  if (status !== "complete" && status !== "incomplete") {
    const hint = status === undefined ? "; pass the member `session` of the answer" : "";
    throw new UnknownReportError(`a session has no status ${shown(status)}${hint}`);
  }
  const incomplete = status === "incomplete";
  const outcomes = reported(reports(session));
  if (incomplete && !ASKS_WHERE_STOPPED) return rule(0, true);
  return outcomes.size === 0 ? "pending" : judged(outcomes, incomplete);
}

/** Where the reported nodes stand in `GRAPH`, with their outcomes. */
function reported(list) {
  const outcomes = new Map();
  for (const { nodeId, outcome } of list) {
    const at = place(nodeId);
    const before = outcomes.get(at) ?? null;
    if (before !== null && outcome !== null && before !== outcome) {
      throw new UnknownReportError(`the node ${shown(nodeId)} is reported with two outcomes`);
    }
    outcomes.set(at, outcome ?? before);
  }
  return outcomes;
}

function place(id) {
  return POSITIONS.get(id) ?? GRAPH.length;
}

/**
 * Follows all paths that fit the report at once, from the start on in the order of `GRAPH`. A reported node is left by its
 * outcome, any other in every way, and no step jumps over a reported node.
 */
function judged(outcomes, incomplete) {
  const last = [...outcomes.keys()].reduce((a, b) => Math.max(a, b));
  const steps = fitting(outcomes);
  const passed = GRAPH.map(() => undefined);
  const decisions = new Set();
  const reached = GRAPH.map(() => false);
  passed[0] = new Set([GRAPH[0]?.bit ?? 0]);
  GRAPH.forEach((node, at) => {
    const masks = passed[at];
    if (masks === undefined || (incomplete && at > last)) return;
    reached[at] = true;
    const ways = steps[at] ?? [];
    if (incomplete && at === last) {
      // The session stopped here, or where the outcome leads.
      const stops = (outcomes.get(at) ?? null) === null ? [0] : ways.map(({ passes }) => passes);
      masks.forEach((mask) => stops.forEach((passes) => decisions.add(rule(mask | passes, true))));
      return;
    }
    if (!incomplete && node.type === "end" && at >= last) masks.forEach((mask) => decisions.add(rule(mask, false)));
    for (const { to, passes } of ways) {
      const there = (passed[to] ??= new Set());
      masks.forEach((mask) => there.add(mask | passes));
    }
    passed[at] = undefined;
  });
  const [decision, another] = decisions;
  if (decision === undefined) throw new UnknownReportError("no path of this flow fits the report");
  if (another === undefined) return decision;
  return undecided(outcomes, steps, reached, last, incomplete);
}

/** The steps from each node that fit the report. */
function fitting(outcomes) {
  let next = GRAPH.length;
  const steps = [];
  for (let at = GRAPH.length - 1; at >= 0; at--) {
    const outcome = outcomes.get(at) ?? null;
    const ways = [];
    for (const { names, to, bit = 0 } of GRAPH[at]?.edges ?? []) {
      const target = place(to);
      if (target > next || (outcome !== null && !names.includes(outcome))) continue;
      const passes = bit | (GRAPH[target]?.bit ?? 0);
      // Outcomes that lead to one place and that no rule asks about are one.
      if (!ways.some((way) => way.to === target && way.passes === passes)) ways.push({ to: target, passes });
    }
    steps[at] = ways;
    if (outcomes.has(at)) next = at;
  }
  return steps;
}

/** Whether a report that is still missing can tell several decisions apart, or none can. */
function undecided(
  outcomes,
  steps,
  reached,
  last,
  incomplete,
) {
  const leads = GRAPH.map(({ type }, at) => (incomplete ? at === last : type === "end" && at >= last));
  let unclear = GRAPH.length;
  for (let at = incomplete ? last : GRAPH.length - 1; at >= 0; at--) {
    const stops = incomplete && at === last;
    const ways = (steps[at] ?? []).filter(({ to }) => stops || leads[to]);
    if (ways.length > 0) leads[at] = true;
    if (!reached[at] || ways.length < 2) continue;
    if ((outcomes.get(at) ?? null) !== null) unclear = at;
    else if (!stops) return "pending";
  }
  const id = shown(GRAPH[unclear]?.id);
  throw new AmbiguousReportError(`the report can't tell the outcomes of ${id} apart, and the decision depends on them`);
}

/** The nodes: `start`, then each before those that it leads to. */
const GRAPH = [
  { id: "start", type: "start", edges: [
    { names: ["outcome", "greeting"], to: "greeting" },
  ] },
  { id: "greeting", type: "conversation", edges: [
    { names: ["next", "liveness"], to: "liveness" },
  ] },
  { id: "liveness", type: "liveness_detection", edges: [
    { names: ["livenessDetected"], to: "confirm", bit: LIVENESS_DETECTED },
    { names: ["deepfakeDetected"], to: "closing", bit: LIVENESS_DEEPFAKE },
    { names: ["noFace"], to: "closing" },
    { names: ["inconclusive"], to: "closing" },
  ] },
  { id: "confirm", type: "conversation", edges: [
    { names: ["confirmed", "closing"], to: "closing", bit: CONFIRM_CONFIRMED },
    { names: ["stall", "sorry"], to: "sorry" },
  ] },
  { id: "closing", type: "conversation", edges: [
    { names: ["next", "end"], to: "end" },
  ] },
  { id: "sorry", type: "conversation", edges: [
    { names: ["next", "end"], to: "end" },
  ] },
  { id: "end", type: "end", edges: [] },
];

const POSITIONS = new Map(GRAPH.map(({ id }, at) => [id, at]));
