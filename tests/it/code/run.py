"""Runs generated modules: reads what to call from `cases.json`, writes what came back to `answers.json`."""

import importlib
import json

ODD = {"NaN": float("nan"), "Infinity": float("inf"), "undefined": None}


def attempt(call):
    try:
        return call()
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def shown(answer):
    """Give an answer as JavaScript has it."""
    evidence = [
        {"name": it.name, "value": it.value}
        if it.node_id is None
        else {"name": it.name, "nodeId": it.node_id, "outcome": it.outcome}
        for it in answer.evidence
    ]
    return {
        "decision": answer.decision,
        "rule": None if answer.rule is None else {"index": answer.rule.index, "text": answer.rule.text},
        "reason": answer.reason,
        "evidence": evidence,
        "waitingFor": answer.waiting_for,
    }


def answer(case):
    code = importlib.import_module(case["module"])
    params = case["params"]
    given = []
    if params is not None:
        odd = {name: ODD[value["odd"]] for name, value in params.items() if isinstance(value, dict)}
        given = [code.Params(**{**params, **odd})]
    return {
        "flow": attempt(lambda: code.flow(*given)),
        "session": attempt(lambda: code.session(*given)),
        "answers": [attempt(lambda: shown(code.decide(session))) for session in case["sessions"]],
        "finals": [attempt(lambda: shown(code.decide(session, final=True))) for session in case["sessions"]],
        "reports": [attempt(lambda: code.reports(session)) for session in case["sessions"]],
    }


with open("cases.json", encoding="utf-8") as file:
    cases = json.load(file)
with open("answers.json", "w", encoding="utf-8") as file:
    json.dump([answer(case) for case in cases], file)
