use super::{report, resolved};
use crate::resolve::Options;

#[test]
fn an_import_that_can_not_be_read() {
    insta::assert_snapshot!(report(
        r#"
import "./missing.fsflow"
import "lib/closing"
start -> somewhere
talk: conversation "${unknown}" -> end
//// lib/closing.fsflow
import "../main.fsflow"
closing: conversation "Bye." -> end
end
"#
    ));
}

#[test]
fn imports_in_a_circle() {
    insta::assert_snapshot!(report(
        r#"
import "./main.fsflow"
import "a.fsflow"
start -> one
//// a.fsflow
import "b.fsflow"
one: conversation "One." -> two
//// b.fsflow
import "./c.fsflow"
import "././a.fsflow"
two: conversation "Two." -> end
//// c.fsflow
import "a.fsflow"
end
"#
    ));
}

#[test]
fn nodes_stand_in_import_order_and_unreached_ones_are_left_out() {
    let input = r#"
import "a.fsflow"
import "b.fsflow"
start -> one
spare: conversation "Never reached." -> end
//// a.fsflow
import "c.fsflow"
start_over: conversation "Left out." -> one
one: conversation "One." -> three
//// b.fsflow
import "c.fsflow"
two: conversation "Left out." -> end
end
//// c.fsflow
three: conversation "Three." -> end
session { zone: nowhere }
"#;
    let (_, resolved) = resolved(input, &Options::default());
    let nodes = resolved.flow.nodes();
    let seen: Vec<String> = nodes
        .map(|(_, node)| {
            let targets = node.edges.iter().filter_map(|edge| edge.target);
            let targets: Vec<&str> = targets.map(|target| resolved.flow.node(target).id.as_str()).collect();
            format!("{} -> {}", node.id, targets.join(" "))
        })
        .collect();
    assert_eq!(seen, ["start -> one", "spare -> end", "one -> three", "three -> end", "end -> "]);
    assert!(resolved.diagnostics.is_empty(), "{:?}", resolved.diagnostics);
    assert_eq!(resolved.trees.len(), 4);
}
