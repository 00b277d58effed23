//! A flow with more paths than can be listed, for benchmarks and tests of decisions.

/// A row of diamonds, so that the number of paths doubles with each, and rules about `mentioned` of them, spread evenly.
pub fn flow(count: usize, mentioned: usize) -> String {
    let mut out = String::from("session { provided_data: { tier: 1 } }\nstart -> n0\n");
    for n in 0..count {
        out += &format!("n{n}: field_condition -> < when provided.tier == {n}: a{n}, else: b{n} >\n");
        for side in ["a", "b"] {
            out += &format!("{side}{n}: conversation say \"A word.\" -> n{}\n", n + 1);
        }
    }
    let last = "conversation \"Thank the user.\" { does_not_require_reply: true }";
    out += &format!("n{count}: {last} -> end\nend\n");
    let asked = |n: usize| format!("n{}.rule_1", n * (count / mentioned));
    let join = |joint: &str| (0..mentioned).map(asked).collect::<Vec<_>>().join(joint);
    out + &format!("decide {{\n  accept: {}\n  review: {}\n  reject: else\n}}\n", join(" and "), join(" or "))
}

/// Promises about what the first decision of such a flow with as many mentions rests on.
#[allow(dead_code, reason = "only whole processes are measured with it")]
pub fn promises(mentioned: usize, count: usize) -> String {
    (0..count).map(|at| format!("ensure accept requires n{}.rule_1\n", at % mentioned)).collect()
}

/// Tests of such a flow, each with one case.
#[allow(dead_code, reason = "only whole processes are measured with it")]
pub fn tests(diamonds: usize, count: usize) -> String {
    let test = |at: usize| {
        let way = |n: usize| if (at >> (n % 12)) & 1 == 1 { "rule_1" } else { "else" };
        let given: Vec<String> = (0..diamonds).map(|n| format!("n{n}.{}", way(n))).collect();
        format!("test \"number {at}\" {{ {} => end }}\n", given.join(", "))
    };
    (0..count).map(test).collect()
}
