//! How a node is laid out: its head, prompt, field block and routes, and the values in them.

use super::columns::{Columns, Entry};
use super::flat::{WIDTH, unlimited, width};
use super::layout::Layout;
use super::strings;
use crate::catalog::wire;
use crate::source::Span;
use crate::syntax::ast::{
    Block, Field, Node, Prompt, Route, RouteHead, RouteList, Routes, RoutesKind, Target, Text, Value,
    ValueKind,
};

/// How many entries a built block, list or route list may have on one line.
const BUILT_FIELDS: usize = 4;
const BUILT_ROUTES: usize = 2;

impl Layout<'_> {
    pub(super) fn node(&mut self, node: &Node) {
        let depth = self.writer.depth;
        self.writer.push(&unlimited(|out| out.name(&node.id)));
        if let Some(ty) = &node.ty {
            self.writer.inline(ty.span.start as usize);
            self.writer.push(": ");
            self.writer.push(&unlimited(|out| out.name(ty)));
        }
        let routes_tail = node.routes.as_ref().map_or(0, routes_tail);
        if let Some(prompt) = &node.prompt {
            self.clause(prompt.text.span);
            self.prompt(prompt, if node.fields.is_some() { width(" {") } else { routes_tail });
        }
        if let Some(block) = &node.fields {
            self.clause(block.span);
            self.block(block, routes_tail);
        }
        if let Some(routes) = &node.routes {
            self.clause(routes_start(routes));
            self.writer.push("-> ");
            match &routes.kind {
                RoutesKind::To(target) => self.target(target),
                RoutesKind::List(list) => self.routes(list),
            }
        }
        self.writer.depth = depth;
    }

    /// Goes on with the next clause on the same line, or on one of its own below a comment.
    fn clause(&mut self, span: Span) {
        let offset = span.start as usize;
        if self.writer.has_own_line_comment(offset) {
            self.writer.depth = 1;
            self.writer.stay_close();
            self.writer.comments_before(offset);
            self.writer.newline();
        } else {
            self.writer.inline(offset);
            self.writer.push(" ");
        }
    }

    fn prompt(&mut self, prompt: &Prompt, tail: usize) {
        let text = &prompt.text;
        if prompt.say.is_some() {
            self.writer.push("say ");
        }
        // `Say: ` was taken off the text, so what stands in the source begins with it.
        let taken_off = text.folded && prompt.say == Some(text.span);
        let lines = self.as_written(text).filter(|_| taken_off).and_then(|mut lines| {
            let first = lines.first_mut()?;
            *first = wire::speech(first)?.to_owned();
            Some(lines)
        });
        match lines {
            Some(lines) => {
                self.writer.inline(text.span.start as usize);
                self.writer.folded(&lines);
            }
            None => self.text(&Text { folded: text.folded && !taken_off, ..text.clone() }, tail),
        }
    }

    /// A string, with room for `tail` more characters on the line where it ends.
    pub(super) fn text(&mut self, text: &Text, tail: usize) {
        self.writer.inline(text.span.start as usize);
        let inside = self.writer.width_inside(WIDTH);
        if text.folded && !text.parts.is_empty() {
            let lines = self.as_written(text).or_else(|| strings::folded(text, inside));
            if let Some(lines) = lines {
                return self.writer.folded(&lines);
            }
        }
        let quoted = strings::quoted(text);
        if self.writer.column() + width(&quoted) + tail > WIDTH
            && let Some(lines) = strings::folded(text, inside)
        {
            return self.writer.folded(&lines);
        }
        self.writer.push(&quoted);
    }

    /// The lines of a folded text as they stand in the source.
    fn as_written(&self, text: &Text) -> Option<Vec<String>> {
        let token = self.writer.source()?.slice(text.span);
        let inner = token.strip_prefix("\"\"\"")?.strip_suffix("\"\"\"")?;
        Some(strings::folded_as_written(inner))
    }

    pub(super) fn block(&mut self, block: &Block, tail: usize) {
        self.fields(block.span, &block.entries, tail);
    }

    fn fields(&mut self, span: Span, entries: &[Field], tail: usize) {
        let may_be_flat = entries.len() <= BUILT_FIELDS;
        if self.flat(span, may_be_flat, tail, |out| out.fields(entries)) {
            return;
        }
        self.writer.open("{");
        for entry in entries {
            self.writer.item(entry.span.start as usize);
            self.writer.push(&unlimited(|out| out.name(&entry.key)));
            self.writer.push(": ");
            self.value(&entry.value);
            self.writer.written_to(entry.span.end as usize);
        }
        self.writer.close("}", (span.end as usize).saturating_sub(1));
    }

    pub(super) fn value(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::Text(text) => self.text(text, 0),
            ValueKind::Object(entries) => {
                self.writer.inline(value.span.start as usize);
                self.fields(value.span, entries, 0);
            }
            ValueKind::List(items) => {
                self.writer.inline(value.span.start as usize);
                self.list(value.span, items);
            }
            _ => {
                self.writer.inline(value.span.start as usize);
                self.writer.push(&unlimited(|out| out.value(value)));
            }
        }
    }

    fn list(&mut self, span: Span, items: &[Value]) {
        let nested = items.iter().any(|item| matches!(item.kind, ValueKind::List(_) | ValueKind::Object(_)));
        if self.flat(span, !nested || items.len() <= 1, 0, |out| out.list(items)) {
            return;
        }
        self.writer.open("[");
        for item in items {
            self.writer.item(item.span.start as usize);
            self.value(item);
            self.writer.written_to(item.span.end as usize);
        }
        self.writer.close("]", (span.end as usize).saturating_sub(1));
    }

    fn routes(&mut self, list: &RouteList) {
        self.writer.inline(list.span.start as usize);
        let may_be_flat = list.entries.len() <= BUILT_ROUTES
            && list.entries.iter().all(|entry| entry.target.when.is_none());
        if self.flat(list.span, may_be_flat, 0, |out| out.routes(&list.entries)) {
            return;
        }
        let entries: Vec<Entry> = list.entries.iter().map(entry).collect();
        let columns = Columns::of(&entries);
        self.writer.open("<");
        for (route, entry) in list.entries.iter().zip(&entries) {
            self.writer.item(route.span.start as usize);
            self.route(route, entry, columns);
            self.writer.written_to(route.span.end as usize);
        }
        self.writer.close(">", (list.span.end as usize).saturating_sub(1));
    }

    fn route(&mut self, route: &Route, entry: &Entry, columns: Columns) {
        let Some(name) = &route.target.name else {
            self.writer.push(&format!("{} ", entry.head));
            return self.target(&route.target);
        };
        self.writer.inline(name.span.start as usize);
        let Some(when) = &route.target.when else {
            return self.writer.push(&format!("{}{}", columns.pad_head(entry), entry.target));
        };
        self.writer.inline(when.span.start as usize);
        self.writer.push(&format!("{}{}", columns.pad_head(entry), columns.pad_target(entry)));
        self.writer.push("when ");
        self.text(&when.text, 0);
    }

    fn target(&mut self, target: &Target) {
        if let Some(name) = &target.name {
            self.writer.inline(name.span.start as usize);
            self.writer.push(&unlimited(|out| out.name(name)));
        }
        if let Some(when) = &target.when {
            self.writer.inline(when.span.start as usize);
            self.writer.push(if target.name.is_some() { " when " } else { "when " });
            self.text(&when.text, 0);
        }
    }
}

/// Where that begins which stands on the line of the arrow: comments before it go above the arrow.
fn routes_start(routes: &Routes) -> Span {
    match &routes.kind {
        RoutesKind::List(list) => list.span,
        RoutesKind::To(target) => {
            let when = target.when.as_ref().map(|when| when.text.span);
            when.or(target.name.as_ref().map(|name| name.span)).unwrap_or(routes.arrow)
        }
    }
}

/// How many characters the routes take at least on the line where they begin.
fn routes_tail(routes: &Routes) -> usize {
    match &routes.kind {
        RoutesKind::List(_) => width(" -> <"),
        RoutesKind::To(target) => {
            let name = target.name.as_ref().map_or(0, |name| width(&unlimited(|out| out.name(name))));
            let when = if target.when.is_some() { width(" when \"\"\"") } else { 0 };
            width(" -> ") + name + when
        }
    }
}

fn entry(route: &Route) -> Entry {
    let head = unlimited(|out| out.head(&route.head)) + ":";
    let target = route.target.name.as_ref().map(|name| unlimited(|out| out.name(name))).unwrap_or_default();
    let is_rule = matches!(route.head, RouteHead::Rule(_));
    Entry { head, target, has_when: route.target.when.is_some(), is_rule }
}
