//! Owns how promises are asked together, so that what they share is asked once.

use super::check::Context;
use super::decided::{Decided, answers};
use crate::diag::Diagnostic;
use crate::flow::{Ensure, Subject};
use crate::paths::{self, MAX_MENTIONED, Mentioned, States};

/// Asks each promise of the flow, in the order of the file: those about decisions, and those about nodes.
pub(super) fn ask(
    ctx: &Context<'_>,
    decision: fn(&Context<'_>, &Decided<'_>, &Ensure) -> Option<Diagnostic>,
    atom: fn(&Context<'_>, &States<'_>, &Ensure) -> Option<Diagnostic>,
    out: &mut Vec<Diagnostic>,
) {
    if !answers(ctx) {
        return;
    }
    let mut found: Vec<(usize, Diagnostic)> = Vec::new();
    let promises = ctx.flow.ensures.iter().enumerate();
    let (decisions, atoms): (Vec<_>, Vec<_>) =
        promises.partition(|(_, ensure)| matches!(ensure.subject, Subject::Decision(_)));
    let base = ctx.flow.decide.as_ref().map(paths::mentioned).unwrap_or_default();
    for batch in batches(&base, &decisions) {
        let mention =
            |mentioned: &mut Mentioned| batch.iter().for_each(|(_, it)| self::mention(mentioned, it));
        let Some(decided) = Decided::new(ctx, mention) else { continue };
        found.extend(batch.iter().filter_map(|(at, it)| Some((*at, decision(ctx, &decided, it)?))));
    }
    for batch in batches(&Mentioned::default(), &atoms) {
        let mut mentioned = Mentioned::default();
        batch.iter().for_each(|(_, ensure)| mention(&mut mentioned, ensure));
        let Ok(states) = States::new(ctx.graph, mentioned) else { continue };
        found.extend(batch.iter().filter_map(|(at, ensure)| Some((*at, atom(ctx, &states, ensure)?))));
    }
    found.sort_by_key(|(at, _)| *at);
    out.extend(found.into_iter().map(|(_, diagnostic)| diagnostic));
}

/// How many bits the promises of one question may take together.
const MOST_BITS: u32 = 48;

fn mention(mentioned: &mut Mentioned, ensure: &Ensure) {
    if let Subject::Atom(subject) = ensure.subject {
        mentioned.add(subject);
    }
    mentioned.add_all(&ensure.condition);
}

/// The promises in groups that are asked together. One that mentions too much has a check of its own.
fn batches<'p>(base: &Mentioned, promises: &[(usize, &'p Ensure)]) -> Vec<Vec<(usize, &'p Ensure)>> {
    let mut batches: Vec<Vec<(usize, &Ensure)>> = Vec::new();
    let mut together = base.clone();
    for (at, ensure) in promises {
        let mut alone = base.clone();
        mention(&mut alone, ensure);
        if alone.len() > MAX_MENTIONED {
            continue;
        }
        let mut more = together.clone();
        mention(&mut more, ensure);
        match batches.last_mut() {
            Some(batch) if more.bits() <= MOST_BITS => {
                batch.push((*at, ensure));
                together = more;
            }
            _ => {
                batches.push(vec![(*at, ensure)]);
                together = alone;
            }
        }
    }
    batches
}
