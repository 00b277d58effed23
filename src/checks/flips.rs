//! Owns the question whether a rule asks about a forged or unclear check: had the check been passed, would it decide the same?

use super::check::Context;
use super::decided::Decided;
use crate::catalog::Verdict;
use crate::flow::{Edge, EdgeId, NodeId};
use crate::paths::{Family, Mentioned};

/// How many checks are looked at together, so that what they need fits into one question.
const TOGETHER: usize = 8;

/// The states of a flow with what is needed to put one outcome of a check in the place of another.
pub(super) struct Flips<'a> {
    pub(super) decided: Decided<'a>,
    /// The outcomes that can be told apart by the rules.
    asked: Vec<Flip>,
    /// The bits of outcomes that no rule can see.
    unseen: u64,
    /// All of these that are no part of `asked`.
    unseen_checks: Vec<Check>,
}

/// A check that can be passed, and one of its outcomes that says something bad.
#[derive(Debug, Clone, Copy)]
struct Check {
    bad: EdgeId,
    good: EdgeId,
    verdict: Verdict,
}

/// A check with the bits of its outcomes.
#[derive(Debug, Clone, Copy)]
struct Flip {
    check: Check,
    /// The bit of a session that has the bad outcome, and nothing later that settles it.
    flag: u64,
    bad: u64,
    good: u64,
}

/// A session that a rule decides with a bad outcome, and would decide the same without.
pub(super) struct Unasked {
    pub(super) bad: String,
    pub(super) good: String,
    pub(super) path: Vec<EdgeId>,
}

impl<'a> Flips<'a> {
    /// None when the flow has no such check, and where [`Decided::new`] gives none.
    pub(super) fn all(ctx: &Context<'a>) -> Vec<Self> {
        let Some(decide) = &ctx.flow.decide else { return Vec::new() };
        let checks = checks(ctx);
        let mentioned = crate::paths::mentioned(decide);
        let is_seen = |check: &Check| mentioned.own(check.bad) != 0 || mentioned.own(check.good) != 0;
        let (seen, unseen): (Vec<Check>, Vec<Check>) = checks.iter().copied().partition(is_seen);
        let mut groups: Vec<&[Check]> = seen.chunks(TOGETHER).collect();
        if groups.is_empty() && !unseen.is_empty() {
            groups.push(&[]);
        }
        groups.into_iter().filter_map(|group| Self::new(ctx, group, &unseen, &checks)).collect()
    }

    fn new(ctx: &Context<'a>, group: &[Check], unseen: &[Check], all: &[Check]) -> Option<Self> {
        let mut flags = Vec::new();
        let mut bits = 0;
        let decided = Decided::new(ctx, |mentioned| {
            for check in group {
                mentioned.follow(check.bad);
                mentioned.follow(check.good);
                flags.push(match check.verdict {
                    Verdict::Deepfake => mentioned.own(check.bad),
                    _ => mentioned.flag([check.bad], settling(ctx, all, check)),
                });
            }
            bits = flag_all(ctx, mentioned, unseen);
        })?;
        let mentioned = decided.states.mentioned();
        let asked = group.iter().zip(&flags).map(|(check, flag)| Flip {
            check: *check,
            flag: *flag,
            bad: mentioned.own(check.bad),
            good: mentioned.own(check.good),
        });
        Some(Self { asked: asked.collect(), unseen: bits, unseen_checks: unseen.to_vec(), decided })
    }

    /// Those of the sessions that decide as the rule does.
    fn same(&self, number: usize, sessions: Family, incomplete: bool) -> Family {
        let decide = self.decided.decide;
        let name = |number: usize| decide.rules.get(number).map(|rule| &rule.name);
        let of_rules = self.decided.states.decided(decide, sessions, incomplete);
        let same = of_rules.into_iter().enumerate().filter(|(other, _)| name(*other) == name(number));
        same.fold(Family::NONE, |all, (_, sessions)| self.decided.states.either(all, sessions))
    }

    /// A completed session that a rule grants something to with a bad outcome that it did not ask about.
    pub(super) fn of_grant(&self, ctx: &Context<'_>, number: usize) -> Option<Unasked> {
        let states = &self.decided.states;
        let [(sessions, _), _] = self.decided.of_rule(number);
        if let Some(mask) = states.first(self.any(sessions, self.unseen)) {
            return self.told(ctx, mask, false, None);
        }
        self.asked.iter().find_map(|flip| {
            let having = states.having(states.having(sessions, flip.flag), flip.bad);
            let flipped = states.swapped(having, flip.bad, flip.good);
            let mask = states.first(self.same(number, flipped, false))?;
            self.told(ctx, (mask & !flip.good) | flip.bad | flip.flag, false, Some(flip))
        })
    }

    /// A session that a rule decides the same when every bad outcome that it has were a good one.
    pub(super) fn of_rule(&self, ctx: &Context<'_>, number: usize) -> Option<Unasked> {
        self.decided.of_rule(number).into_iter().find_map(|(sessions, incomplete)| {
            let flags = self.asked.iter().fold(self.unseen, |all, flip| all | flip.flag);
            let mut steps = vec![self.any(sessions, flags)];
            for flip in &self.asked {
                let last = *steps.last()?;
                steps.push(self.decided.states.swapped(last, flip.bad, flip.good));
            }
            let same = self.same(number, *steps.last()?, incomplete);
            let mut mask = self.decided.states.first(same)?;
            // Back through the steps to the session as it was.
            for (flip, before) in self.asked.iter().zip(&steps).rev() {
                if !self.decided.states.is_among(*before, mask) {
                    mask = (mask & !flip.good) | flip.bad;
                }
            }
            self.told(ctx, mask, incomplete, None)
        })
    }

    /// The sessions that have one of the bits behind them.
    fn any(&self, sessions: Family, bits: u64) -> Family {
        let states = &self.decided.states;
        let each = (0..u64::BITS).map(|bit| 1_u64 << bit).filter(|bit| bits & bit != 0);
        each.fold(Family::NONE, |all, bit| states.either(all, states.having(sessions, bit)))
    }

    fn told(&self, ctx: &Context<'_>, mask: u64, incomplete: bool, flip: Option<&Flip>) -> Option<Unasked> {
        let state = self.decided.states.place(mask, incomplete)?;
        let path = self.decided.states.witness(state);
        let checks = self.asked.iter().map(|flip| flip.check).chain(self.unseen_checks.iter().copied());
        let on_path = |check: &Check| path.contains(&check.bad);
        let check = flip.map(|flip| flip.check).or_else(|| checks.into_iter().find(on_path))?;
        let name =
            |edge: EdgeId| format!("{}.{}", ctx.flow.node(edge.from).id, ctx.graph.edge(edge).spelled());
        Some(Unasked { bad: name(check.bad), good: name(check.good), path })
    }
}

/// Every outcome of a check that says something bad, with the one by which the check is passed.
fn checks(ctx: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (id, _) in ctx.flow.nodes().filter(|(id, _)| ctx.graph.is_reachable(*id)) {
        let Some(good) = with(ctx, id, Verdict::Pass).next() else { continue };
        for verdict in [Verdict::Deepfake, Verdict::Inconclusive] {
            checks.extend(with(ctx, id, verdict).map(|bad| Check { bad, good, verdict }));
        }
    }
    checks
}

fn with<'c>(ctx: &'c Context<'_>, node: NodeId, verdict: Verdict) -> impl Iterator<Item = EdgeId> + use<'c> {
    let says = move |edge: &Edge| edge.row().is_some_and(|row| row.verdict == verdict);
    ctx.graph.outgoing(node).map(|(edge, _)| edge).filter(move |edge| says(ctx.graph.edge(*edge)))
}

/// The outcomes that settle an inconclusive check: those by which other checks of its type are passed.
fn settling(ctx: &Context<'_>, all: &[Check], check: &Check) -> Vec<EdgeId> {
    let ty = |edge: EdgeId| &ctx.flow.node(edge.from).ty.name;
    let others =
        all.iter().filter(|other| other.good.from != check.good.from && ty(other.good) == ty(check.good));
    others.map(|other| other.good).collect()
}

/// Flags for outcomes that no rule sees: one for all deepfakes, one for the inconclusive checks of each type.
fn flag_all(ctx: &Context<'_>, mentioned: &mut Mentioned, unseen: &[Check]) -> u64 {
    let of = |verdict: Verdict| unseen.iter().filter(move |check| check.verdict == verdict);
    let deepfakes: Vec<EdgeId> = of(Verdict::Deepfake).map(|check| check.bad).collect();
    let mut bits = 0;
    if !deepfakes.is_empty() {
        bits |= mentioned.flag(deepfakes, []);
    }
    let ty = |check: &Check| ctx.flow.node(check.bad.from).ty.name.as_ref();
    let mut types: Vec<&str> = of(Verdict::Inconclusive).map(ty).collect();
    types.sort_unstable();
    types.dedup();
    for name in types {
        let own = || of(Verdict::Inconclusive).filter(|check| ty(check) == name);
        let settling = ctx.flow.nodes().filter(|(_, node)| node.ty.name == name);
        let settling: Vec<EdgeId> = settling.flat_map(|(id, _)| with(ctx, id, Verdict::Pass)).collect();
        bits |= mentioned.flag(own().map(|check| check.bad), settling);
    }
    bits
}
