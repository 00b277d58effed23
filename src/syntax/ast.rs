//! A file as it was written: every construct with its place, nothing resolved. What it means is the business of `resolve`.
//!
//! The importer builds the same tree without a source; its spans are all empty, and the printer in
//! [`format`](mod@crate::format) never looks at them.

use crate::source::Span;

/// One `.fsflow` file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct File {
    /// The `//!` lines at the top.
    pub docs: Vec<Doc>,
    /// The statements in the order of the file.
    pub statements: Vec<Statement>,
    /// Every comment of the file in order of place, doc comments included.
    pub comments: Vec<Comment>,
    /// Which stretches of the text became which statement, for those that can be taken over when the text changes.
    pub(super) pieces: Vec<Piece>,
}

/// A stretch of the text that is one statement without a fault.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    /// Its first byte.
    pub(super) start: u32,
    /// The byte after its last one.
    pub(super) end: u32,
    /// The statement's place in [`File::statements`].
    pub(super) statement: u32,
}

/// The text of one line of a doc comment, without the slashes and one space.
#[derive(Debug, Clone, PartialEq)]
pub struct Doc {
    /// The whole comment.
    pub span: Span,
    /// What it says.
    pub text: String,
}

/// A comment, from its slashes to the end of its line (line break excluded).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// Which of the three it is.
    pub kind: CommentKind,
    /// Whether only white space stands before it on its line.
    pub own_line: bool,
}

/// The three comments of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentKind {
    /// `// …`
    Plain,
    /// `/// …`
    Doc,
    /// `//! …`
    FileDoc,
}

/// One statement with what stands before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// From its first word (after doc comments and `@allow`) to its last character.
    pub span: Span,
    /// The `///` lines above it.
    pub docs: Vec<Doc>,
    /// The `@allow`s above it.
    pub allows: Vec<Allow>,
    /// What it is.
    pub kind: StatementKind,
    /// It has a syntax error, which was reported. The formatter leaves it as it stands.
    pub broken: bool,
    /// Part of what the author wrote is not in the tree. What is not there says nothing.
    pub lossy: bool,
}

/// `@allow(name, "why")`
#[derive(Debug, Clone, PartialEq)]
pub struct Allow {
    /// From the `@` to the closing parenthesis.
    pub span: Span,
    /// The name of the check.
    pub name: Name,
    /// Why the author means it so.
    pub reason: Option<Text>,
}

/// The statements of the language.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `api "1.0.47"`
    Api(Text),
    /// `param name: type = default`
    Param(Box<Param>),
    /// `import "./common.fsflow"`
    Import(Text),
    /// `session { … }`
    Session(Block),
    /// A node.
    Node(Box<Node>),
    /// `decide { … }`
    Decide(Decide),
    /// `ensure … requires …` or `ensure never … with …`
    Ensure(Box<Ensure>),
    /// `test "…" { … }`
    Test(Box<Test>),
    /// Nothing that could be read; reported already. The id that it seems to define, so that routes to it resolve.
    Broken(Option<Name>),
}

/// A word of the author's, bare or in quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The word, without quotes, escapes resolved.
    pub text: String,
    /// Whether it stood in quotes: then it is never a keyword.
    pub quoted: bool,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// `param name: type = default`
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// The type, as written.
    pub ty: Option<Name>,
    /// The default.
    pub default: Option<Value>,
}

/// `id: type "prompt" { fields } -> routes`
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The id.
    pub id: Name,
    /// The type; left out when the id is one.
    pub ty: Option<Name>,
    /// The prompt.
    pub prompt: Option<Prompt>,
    /// The field block.
    pub fields: Option<Block>,
    /// The routes.
    pub routes: Option<Routes>,
}

/// `say "…"` or `"…"`
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    /// Where `say` stands, for literal speech.
    pub say: Option<Span>,
    /// The text.
    pub text: Text,
}

/// A string: quoted, or folded between `"""`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// Where it stands, quotes included.
    pub span: Span,
    /// What it says, escapes and folding resolved. Two literals never stand next to each other; empty for `""`.
    pub parts: Vec<TextPart>,
    /// Whether it was written between `"""`.
    pub folded: bool,
}

/// A piece of a string.
#[derive(Debug, Clone, PartialEq)]
pub enum TextPart {
    /// Characters as they stand.
    Literal(String),
    /// `${name}`; the span runs from `$` to `}`.
    Param(Name),
}

/// `{ key: value … }`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// From brace to brace.
    pub span: Span,
    /// The entries in order.
    pub entries: Vec<Field>,
}

/// `key: value`
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// From the key to the end of the value.
    pub span: Span,
    /// The key.
    pub key: Name,
    /// The value.
    pub value: Value,
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// A string.
    Text(Text),
    /// A number, as it was spelt.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// A bare word: an enumeration value.
    Word(String),
    /// `${name}` outside a string.
    Param(Name),
    /// `extracted.age`.
    Reference(Box<Reference>),
    /// `[ … ]`
    List(Vec<Value>),
    /// `{ … }`
    Object(Vec<Field>),
    /// It could not be read, and that was reported.
    Missing,
}

/// `source.key`: a value of the running session.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The whole.
    pub span: Span,
    /// The word before the dot.
    pub source: Name,
    /// The author's own key after it.
    pub key: Name,
}

/// What follows the arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Routes {
    /// From the arrow to the end.
    pub span: Span,
    /// The arrow itself.
    pub arrow: Span,
    /// One target or a list.
    pub kind: RoutesKind,
}

/// One target or a list.
#[derive(Debug, Clone, PartialEq)]
pub enum RoutesKind {
    /// `-> target` or `-> target when "…"`
    To(Target),
    /// `-> < … >`
    List(RouteList),
}

/// `< … >`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RouteList {
    /// From bracket to bracket.
    pub span: Span,
    /// The entries in order.
    pub entries: Vec<Route>,
}

/// `target` or `target when "…"`
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The node's id; `None` when it is missing, which was reported.
    pub name: Option<Name>,
    /// The condition; apart, because few targets have one.
    pub when: Option<Box<When>>,
}

/// `when "…"`
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// From `when` to the end of the text.
    pub span: Span,
    /// The condition in natural language.
    pub text: Text,
}

/// One entry of a route list.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The whole entry.
    pub span: Span,
    /// What it is for.
    pub head: RouteHead,
    /// Where it leads.
    pub target: Target,
}

/// What an entry of a route list is for.
#[derive(Debug, Clone, PartialEq)]
pub enum RouteHead {
    /// `a | b`
    Outcomes(Vec<Name>),
    /// `else`
    Else(Span),
    /// `when extracted.age >= 18`
    Rule(Box<Rule>),
}

/// `extracted.age >= 18`
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// From `when` to the end of the right side.
    pub span: Span,
    /// The left side; a reference unless the author erred.
    pub left: Value,
    /// The operator as written, white space normalised (`not exists`).
    pub operator: Name,
    /// The right side.
    pub right: Option<Value>,
}

/// `decide { name: condition … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Decide {
    /// The keyword.
    pub keyword: Span,
    /// From brace to brace.
    pub block: Span,
    /// What stands in it, in order.
    pub entries: Vec<DecideEntry>,
}

/// What stands in `decide`.
#[derive(Debug, Clone, PartialEq)]
pub enum DecideEntry {
    /// `let name = condition`
    Let(Let),
    /// `name: condition`
    Rule(Decision),
}

/// `let name = condition`
#[derive(Debug, Clone, PartialEq)]
pub struct Let {
    /// The whole.
    pub span: Span,
    /// The word `let`.
    pub keyword: Span,
    /// What the condition is called from here on.
    pub name: Name,
    /// The condition; `None` when it is missing, which was reported.
    pub condition: Option<Expression>,
}

/// One rule of `decide`.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The whole rule.
    pub span: Span,
    /// Where `grant` stands, for a decision that grants something.
    pub grant: Option<Span>,
    /// The decision that it stands for.
    pub name: Name,
    /// Why, in words.
    pub reason: Option<Reason>,
    /// When it holds.
    pub condition: Condition,
}

/// `because "…"`
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// From `because` to the end of the text.
    pub span: Span,
    /// The reason.
    pub text: Text,
}

/// When a rule of `decide` holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// When no rule above does.
    Else(Span),
    /// When this does.
    Expression(Expression),
    /// It could not be read, and that was reported.
    Missing,
}

/// A statement about a session.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// `node` or `node.outcome`
    Atom(Atom),
    /// `report.lang == "en"`
    Comparison(Box<Comparison>),
    /// `2 of (x, y, …)`
    AtLeast(AtLeast),
    /// `not x`; the span is that of `not`.
    Not(Span, Box<Expression>),
    /// `x and y and …`
    And(Vec<Expression>),
    /// `x or y or …`
    Or(Vec<Expression>),
    /// `( x )`; the span runs from bracket to bracket.
    Group(Span, Box<Expression>),
}

/// `node` or `node.outcome`
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// The whole.
    pub span: Span,
    /// The node's id, or the bare word `incomplete`.
    pub node: Name,
    /// The outcome.
    pub outcome: Option<Name>,
}

/// `2 of (x, y, …)`
#[derive(Debug, Clone, PartialEq)]
pub struct AtLeast {
    /// The whole.
    pub span: Span,
    /// Where the number stands.
    pub count_span: Span,
    /// How many of the parts have to hold.
    pub count: u32,
    /// The parts.
    pub parts: Vec<Expression>,
}

/// `report.lang == "en"`
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The whole.
    pub span: Span,
    /// What is compared.
    pub left: ValuePath,
    /// The operator as written, white space normalised (`not exists`).
    pub operator: Name,
    /// The right side.
    pub right: Option<Value>,
}

/// `source.key.key`: a value that a session has in the end.
#[derive(Debug, Clone, PartialEq)]
pub struct ValuePath {
    /// The whole.
    pub span: Span,
    /// The word before the first dot.
    pub source: Name,
    /// What follows the dots.
    pub keys: Vec<Name>,
}

/// `ensure x requires y` or `ensure never x with y`
#[derive(Debug, Clone, PartialEq)]
pub struct Ensure {
    /// The keyword.
    pub keyword: Span,
    /// Whether it is a `never … with …`.
    pub never: bool,
    /// What is promised about: a decision, a node or a node's outcome.
    pub subject: Atom,
    /// What it requires, or must never come with.
    pub condition: Expression,
}

/// `test "name" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The keyword.
    pub keyword: Span,
    /// What is tested, in words.
    pub name: Text,
    /// From brace to brace.
    pub block: Span,
    /// The cases in order.
    pub cases: Vec<Case>,
}

/// `node.outcome, … => name, …`
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The whole case.
    pub span: Span,
    /// The outcomes that happen, and the values that the session has.
    pub given: Vec<Given>,
    /// Where the session stops, when it does not complete.
    pub stop: Option<Stop>,
    /// The nodes that must be passed, and the decision.
    pub expected: Vec<Expected>,
}

/// What a test gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// `node.outcome`
    Atom(Atom),
    /// `provided.amount = 20000`
    Value(Box<GivenValue>),
}

/// `provided.amount = 20000`
#[derive(Debug, Clone, PartialEq)]
pub struct GivenValue {
    /// The whole.
    pub span: Span,
    /// What has the value.
    pub left: ValuePath,
    /// The value.
    pub value: Value,
}

/// `stops at node`
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// The whole.
    pub span: Span,
    /// The node at which the session stops.
    pub node: Name,
}

/// `name` or `not name`, behind the arrow of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Where `not` stands, for what must not come out.
    pub not: Option<Span>,
    /// The node or decision.
    pub name: Name,
}

impl Name {
    /// A bare or quoted word without a place, for trees that are built rather than read.
    #[must_use]
    pub fn built(text: impl Into<String>, quoted: bool) -> Self {
        Self { text: text.into(), quoted, span: Span::default() }
    }

    /// Whether the word is written `keyword` and means it, not being in quotes.
    #[must_use]
    pub fn is_keyword(&self, keyword: &str) -> bool {
        !self.quoted && self.text == keyword
    }
}

impl Text {
    /// A string without parameters and without a place.
    #[must_use]
    pub fn built(text: impl Into<String>) -> Self {
        let text = text.into();
        let parts = if text.is_empty() { Vec::new() } else { vec![TextPart::Literal(text)] };
        Self { parts, ..Self::default() }
    }

    /// What it says when it holds no parameter.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [TextPart::Literal(text)] => Some(text),
            _ => None,
        }
    }
}

impl Value {
    /// A value without a place.
    #[must_use]
    pub fn built(kind: ValueKind) -> Self {
        Self { span: Span::default(), kind }
    }
}
