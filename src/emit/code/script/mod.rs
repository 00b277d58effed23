//! What TypeScript and JavaScript share: one script in three forms, with types, without them, and its types alone. It depends
//! on nothing.

mod form;
mod functions;
mod item;
mod nodes;
mod params;
mod reports;
mod rules;
mod strings;
mod words;

#[cfg(test)]
mod tests;

pub(super) use form::Form;

use super::ir::Module;
use item::Item;

/// A flow as a script of this form.
pub(super) fn write(module: &Module<'_>, form: Form) -> String {
    let mut name = String::new();
    strings::chars(module.name, '\n', &mut name);
    let version = env!("CARGO_PKG_VERSION");
    let mut out =
        format!("// DO NOT EDIT. Made by fsflowc {version} from {name}.fsflow.\n/* eslint-disable */\n");
    for item in items(module, form) {
        item.write(form, &mut out);
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
    items.extend(params::interface(&module.params, &names));
    items.extend(functions::functions(module, &names, form));
    let constants = module.decide.as_ref().map(rules::constants).unwrap_or_default();
    if let Some(decide) = &module.decide {
        items.extend(rules::rules(decide, &constants, form));
    }
    items.extend(nodes::types(module));
    items.extend(reports::reports(form));
    if !module.params.is_empty() {
        items.extend(params::check(&module.params, &names, form));
    }
    if module.decide.is_some() {
        items.extend(reports::decide(form));
    }
    items.extend(nodes::graph(module, &constants, form));
    items
}
