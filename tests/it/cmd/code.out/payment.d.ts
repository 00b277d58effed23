// DO NOT EDIT. Made by fsflowc 0.1.0 from card-payment.fsflow.
/* eslint-disable */

/** The parameters of the flow. */
export interface Params {
  readonly cardLast4: string;
  /** What the buyer pays, in whole units. */
  readonly amount: number;
  /** Default: "euros". */
  readonly currency?: string | undefined;
}

/** The array of nodes: the value of `flow` in the body of `POST /sessions`. */
export declare function flow(params: Params): FlowNode[];

/** The whole body of `POST /sessions`. */
export declare function session(params: Params): SessionBody;

/** The decisions. */
export declare const DECISIONS: readonly ["authorize", "review", "retry"];

/** A decision about a session. */
export type Decision = (typeof DECISIONS)[number];

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A node of the flow, as the API takes it. */
export interface FlowNode {
  id: NodeId;
  type: NodeType;
  [field: string]: Json;
}

/** The body of `POST /sessions`. */
export interface SessionBody {
  flow: FlowNode[];
  [setting: string]: Json;
}

/** The nodes of the flow: the type of each, and what a report may name as its outcome. */
export interface Nodes {
  readonly start: { readonly type: "start"; readonly outcome: "outcome" | "greeting" };
  readonly greeting: { readonly type: "conversation"; readonly outcome: "next" | "liveness" };
  /** Only a living person pays. */
  readonly liveness: {
    readonly type: "liveness_detection";
    readonly outcome: "livenessDetected" | "deepfakeDetected" | "noFace" | "inconclusive";
  };
  readonly confirm: {
    readonly type: "conversation";
    readonly outcome: "confirmed" | "closing" | "stall" | "sorry";
  };
  readonly closing: { readonly type: "conversation"; readonly outcome: "next" | "end" };
  readonly sorry: { readonly type: "conversation"; readonly outcome: "next" | "end" };
  readonly end: { readonly type: "end"; readonly outcome: never };
}

/** The id of a node. */
export type NodeId = keyof Nodes;

/** The type of a node. */
export type NodeType = Nodes[NodeId]["type"];

/** From each node to what a report may name as its outcome. */
export type Outcomes = { [Id in NodeId]: Nodes[Id]["outcome"] };

/** A report of a node that a session passed; `outcome` is `null` while the node has none. */
export type NodeReport = {
  [Id in NodeId]: {
    readonly nodeId: Id;
    readonly type: Nodes[Id]["type"];
    readonly createdAt: string | number | null;
    readonly outcome: Outcomes[Id] | null;
  };
}[NodeId];

/** A session or its report is not one that this flow can have given, so nothing may be concluded from it. */
export declare class UnknownReportError extends Error {
  override readonly name = "UnknownReportError";
}

/**
 * The node reports of a session, checked against the flow; none while the session has none. `session` is the member of that
 * name in the answer of `GET /sessions/:id`.
 *
 * @throws UnknownReportError when a report names a node, a type or an outcome that this flow does not have.
 */
export declare function reports(session: unknown): NodeReport[];

/** The outcomes of a report fit paths with different decisions, and no further report can tell them apart. */
export declare class AmbiguousReportError extends Error {
  override readonly name = "AmbiguousReportError";
}

/**
 * The decision about a session: the one that every path of the flow gets that fits the session's report. `"pending"` while the
 * session goes on, and while its report does not say enough: node reports come some seconds after the session ended, so ask
 * again then. `session` is the member of that name in the answer of `GET /sessions/:id`.
 *
 * @throws UnknownReportError when the session is not one of this flow.
 * @throws AmbiguousReportError when the report can never tell which decision is right.
 */
export declare function decide(session: unknown): Decision | "pending";
