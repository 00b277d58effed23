//! What TypeScript and JavaScript share: one script in three forms, with types, without them, and its types alone. It depends
//! on nothing.

mod form;
mod functions;
mod item;
mod nodes;
mod params;
mod reports;
mod rules;
mod shapes;
mod strings;
mod words;

#[cfg(test)]
mod tests;

use std::fmt::Write;

pub(super) use form::Form;

use super::ir::Module;
use item::Item;

/// What has to stand before all else for Biome to pass by.
const BIOME: &str =
    "// biome-ignore-all format: this file is generated\n// biome-ignore-all lint: this file is generated\n";

/// A flow as a script of this form.
pub(super) fn write(module: &Module<'_>, form: Form) -> String {
    let mut name = String::new();
    strings::chars(module.name, '\n', &mut name);
    let version = env!("CARGO_PKG_VERSION");
    let mut out = format!(
        "{BIOME}// DO NOT EDIT. Made by fsflowc {version} from {name}.fsflow.\n// @generated\n/* eslint-disable */\n"
    );
    if form == Form::CommonJs {
        out.push_str("\"use strict\";\n");
    }
    let items = items(module, form);
    items.iter().for_each(|item| item.write(form, &mut out));
    if form == Form::CommonJs {
        let names: Vec<&str> = items.iter().filter_map(Item::export).collect();
        // Written so that import of an ES module finds the names.
        let _ = write!(out, "\n// prettier-ignore\nmodule.exports = {{\n  {},\n}};\n", names.join(",\n  "));
    }
    out
}

fn items(module: &Module<'_>, form: Form) -> Vec<Item> {
    let mut items = Vec::new();
    let mut docs = String::new();
    strings::docs(module.docs, "", &mut docs);
    if !docs.is_empty() {
        items.push(Item::Comment(docs));
    }
    let names = params::names(&module.params);
    items.push(Item::Constant {
        docs: "The name of the flow.",
        name: "FLOW_NAME",
        value: strings::quoted(module.name),
    });
    items.push(Item::Constant {
        docs: "The version of the sessions API that the flow is written for.",
        name: "API_VERSION",
        value: strings::quoted(&module.api),
    });
    items.push(Item::Constant {
        docs: "Changes when what a decision depends on does.",
        name: "FINGERPRINT",
        value: strings::quoted(&module.fingerprint),
    });
    items.extend(params::interface(&module.params, &names));
    items.extend(functions::functions(module, &names, form));
    let constants = module.decide.as_ref().map(rules::constants).unwrap_or_default();
    if let Some(decide) = &module.decide {
        items.extend(rules::rules(decide, &constants, form));
    }
    items.extend(shapes::types(module));
    items.extend(nodes::types(module));
    items.extend(reports::reports(form));
    if !module.params.is_empty() {
        items.extend(params::check(&module.params, &names, form));
    }
    if module.has_instruction() {
        items.push(Item::Code(form.of(include_str!("runtime/instruction.ts.in"))));
    }
    items.push(Item::Code(form.of(include_str!("runtime/own.ts.in"))));
    if module.decide.is_some() {
        items.extend(reports::decide(module, form));
    }
    items.extend(reports::fixtures(module, form));
    items.extend(nodes::graph(module, &constants, form));
    items
}
