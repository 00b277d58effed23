//! The rules about settings of a session that do nothing, and about ids that are none.

use super::check::Context;
use super::literal_speech::languages;
use crate::catalog::{BUTTONS, Content, LANGUAGE_BUTTON, LANGUAGES_SPOKEN, SHOW_CONTROLS, snake_case};
use crate::diag::{Diagnostic, Tag};
use crate::flow::{Field, Session, Value, ValueKind, values};

crate::code! {
    /// A setting of the session has no effect. Where `show_ux_controls` is `false`, the page has no controls, and what else is said
    /// about them is ignored; the `language` button shows only in a session with several languages.
    ///
    /// ```fsflow wrong
    /// session {
    ///   customization: { controls: { show_ux_controls: false, auto_hide: true } }
    /// }
    ///
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session {
    ///   customization: { controls: { auto_hide: true } }
    /// }
    ///
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static INEFFECTIVE_SETTING = warning(Suspicious) "ineffective-setting" since "0.2.0";
}

crate::code! {
    /// An address stands where the API wants an id. `avatar_id` and `background_asset_id` name something that was chosen or
    /// uploaded in FaceSign's dashboard; an address of a picture is not understood.
    ///
    /// ```fsflow wrong
    /// session {
    ///   background_asset_id: "https://shop.example/background.png"
    /// }
    ///
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session {
    ///   background_asset_id: "asset_4711"
    /// }
    ///
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static URL_AS_ID = warning(Correctness) "url-as-id" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(session) = &ctx.flow.session else { return };
    // The object of a setting is visited before what stands in it.
    for (controls, value) in values(&session.fields) {
        let ValueKind::Object(fields) = &value.kind else { continue };
        let hidden = controls.inner(SHOW_CONTROLS).filter(|field| is_false(field));
        match hidden {
            Some(hidden) => out.extend(
                fields.iter().filter(|field| field.key != SHOW_CONTROLS).map(|field| ignored(field, hidden)),
            ),
            None => {
                out.extend(controls.inner(BUTTONS).and_then(|buttons| language_button(ctx, session, buttons)))
            }
        }
    }
}

fn is_false(field: &Field) -> bool {
    matches!(field.value.as_ref().map(|value| &value.kind), Some(ValueKind::Bool(false)))
}

fn ignored(field: &Field, hidden: &Field) -> Diagnostic {
    let (name, setting) = (snake_case(&field.key), snake_case(SHOW_CONTROLS));
    Diagnostic::new(
        &INEFFECTIVE_SETTING,
        field.span,
        format!("`{name}` has no effect: the page has no controls"),
    )
    .label("ignored")
    .related(hidden.span, "no controls are shown")
    .help(format!("leave out `{name}`, or `{setting}: false`"))
    .tag(Tag::Unnecessary)
}

fn language_button(ctx: &Context<'_>, session: &Session, buttons: &Field) -> Option<Diagnostic> {
    let ValueKind::List(items) = &buttons.value.as_ref()?.kind else { return None };
    let is_button = |item: &&Value| matches!(item.kind, ValueKind::Word(word) if word == LANGUAGE_BUTTON);
    let button = items.iter().find(is_button)?;
    // Without `langs` all languages are open.
    let langs = session.field(LANGUAGES_SPOKEN)?;
    let [only] = languages(ctx.flow)[..] else { return None };
    let message = format!("the button `{LANGUAGE_BUTTON}` has no effect: the session has one language");
    let diagnostic = Diagnostic::new(&INEFFECTIVE_SETTING, button.span, message)
        .label("not shown")
        .related(langs.span, format!("`{only}` alone"))
        .help(format!("leave the button out, or name another language in `{LANGUAGES_SPOKEN}`"));
    Some(diagnostic.tag(Tag::Unnecessary))
}

pub(super) fn url_as_id(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let of_session = ctx.flow.session.iter().flat_map(|session| values(&session.fields));
    let all = of_session.chain(ctx.flow.nodes.iter().flat_map(|node| values(&node.fields)));
    for (field, value) in all.filter(|(field, _)| field.row.is_some_and(|row| row.content == Content::Id)) {
        let ValueKind::Text(text) = &value.kind else { continue };
        let begin = text.literals().next().unwrap_or("").trim_start().to_ascii_lowercase();
        if !["http://", "https://", "//", "data:"].iter().any(|scheme| begin.starts_with(scheme)) {
            continue;
        }
        let message = format!("`{}` takes an id, and this is an address", snake_case(&field.key));
        out.push(
            Diagnostic::new(&URL_AS_ID, value.span, message)
                .label("an address")
                .help("write the id that FaceSign's dashboard shows for it"),
        );
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "ineffective-setting",
            &[
                (
                    "no controls at all",
                    r#"session {
  customization: { controls: { show_ux_controls: false, captions_opened_by_default: true, buttons: [captions, language] } }
}
start -> closing"#,
                ),
                (
                    "a button for one language, and addresses for ids",
                    r#"session {
  langs: [en]
  avatar_id: "//x.example/avatar"
  background_asset_id: "https://x.example/b.png"
  customization: { controls: { show_ux_controls: true, buttons: [captions, language] } }
}
start -> closing"#,
                ),
                (
                    "of use",
                    r#"param background
session {
  avatar_id: "a-1"
  background_asset_id: "${background}"
  customization: { controls: { buttons: [language] } }
}
start -> closing"#,
                ),
            ],
        );
    }
}
