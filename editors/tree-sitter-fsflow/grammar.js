/**
 * @file The tree-sitter grammar of fsflow, a small language for identity-verification flows.
 *
 * The compiler's own grammar is `grammar/fsflow.pest`; a test of the project holds the two together. Line breaks end
 * statements and entries, which `src/scanner.c` decides by a look at the line that follows.
 * @license MIT
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

/** Words that begin a statement unless a colon or an arrow makes them an id. */
const STATEMENT_WORDS = ['api', 'param', 'import', 'session', 'decide', 'ensure', 'test'];

/** Entries with a comma or a line break between each two, and perhaps a comma after the last. */
const entries = ($, entry) => seq(entry, repeat(seq(separator($), entry)), optional(separator($)));
const separator = ($) => choice(repeat1(','), $._entry_end);
const list1 = (item) => seq(item, repeat(seq(',', item)));

/** A line must not break here, unless the next one plainly goes on: the scanner's token leads nowhere. */
const unbroken = ($) => optional(seq($._break, $._impossible));
/** The same, but an indented line goes on. */
const unbroken_or_indented = ($) => optional(seq($._dangling_break, $._impossible));

module.exports = grammar({
  name: 'fsflow',

  externals: ($) => [
    $._statement_end,
    $._entry_end,
    $._after_type,
    $._break,
    $._dangling_break,
    $._impossible,
    $._error_sentinel,
  ],

  extras: ($) => [/[ \t\n\uFEFF]|\r\n/, $.comment, $.doc_comment, $.file_doc_comment],

  word: ($) => $.identifier,

  supertypes: ($) => [$.statement, $.value, $.expression],

  inline: ($) => [$._name],

  // After a comma in a test's case, the next case or one more expected node.
  conflicts: ($) => [[$.case], [$.decision, $._mark_name], [$.let, $._mark_name]],

  rules: {
    source_file: ($) => repeat(seq($._allowed_statement, $._statement_end)),

    _allowed_statement: ($) => seq(repeat($.allow), $.statement),

    statement: ($) =>
      choice($.api, $.param, $.import, $.session, $.decide, $.ensure, $.test, $.node),

    // ---- Statements

    api: ($) => seq('api', unbroken($), field('version', $.string)),

    import: ($) => seq('import', unbroken($), field('path', $.string)),

    param: ($) =>
      seq(
        'param',
        unbroken($),
        field('name', $.param_name),
        optional(seq(':', unbroken_or_indented($), field('type', $.param_type))),
        optional(seq('=', unbroken_or_indented($), field('default', $.value))),
      ),

    param_name: ($) => $.identifier,
    param_type: ($) => $.identifier,

    session: ($) => seq('session', unbroken($), field('settings', $.object)),

    allow: ($) =>
      seq(
        '@',
        token.immediate('allow'),
        '(',
        field('check', $.check_name),
        optional(choice(',', $._entry_end)),
        optional(seq(field('reason', $.string), optional(','))),
        ')',
      ),

    check_name: ($) => $._name,

    node: ($) =>
      choice(
        seq(
          field('id', $.node_id),
          optional(field('prompt', $.prompt)),
          optional(field('fields', $.object)),
          optional($._routes),
        ),
        seq(field('id', alias($._keyword_id, $.node_id)), $._routes),
        seq(
          field('id', choice($.node_id, alias($._keyword_id, $.node_id))),
          ':',
          unbroken_or_indented($),
          field('type', $.node_type),
          optional($._after_type),
          optional(field('prompt', $.prompt)),
          optional(field('fields', $.object)),
          optional($._routes),
        ),
      ),

    node_id: ($) => $._name,
    node_type: ($) => $._name,
    _keyword_id: ($) => alias(choice(...STATEMENT_WORDS), $.identifier),

    prompt: ($) =>
      seq(
        optional(seq('say', unbroken_or_indented($))),
        field('text', choice($.string, $.folded_string)),
      ),

    // ---- Routes

    _routes: ($) => seq('->', unbroken_or_indented($), field('routes', choice($.target, $.routes))),

    target: ($) => seq(field('node', $.node_id), optional(field('condition', $.condition))),

    condition: ($) => seq('when', choice($.string, $.folded_string)),

    routes: ($) => seq('<', optional(entries($, $._route)), '>'),

    _route: ($) => choice($.route, $.else_route, $.rule),

    route: ($) => seq($.outcome, repeat(seq('|', $.outcome)), ':', $.target),

    else_route: ($) => seq('else', ':', $.target),

    rule: ($) => seq('when', $.comparison, ':', $.target),

    comparison: ($) =>
      seq(
        field('left', $.value),
        field('operator', $.operator),
        optional(field('right', $.value)),
      ),

    operator: (_) =>
      choice('==', '!=', '>', '<', '>=', '<=', 'exists', seq('not', 'exists')),

    // `when: target` is an outcome of that name.
    outcome: ($) => choice($._name, alias('when', $.identifier)),

    // ---- Values

    value: ($) =>
      choice(
        $.string,
        $.folded_string,
        $.number,
        $.boolean,
        $.null,
        $.word,
        $.reference,
        $.interpolation,
        $.list,
        $.object,
      ),

    boolean: (_) => choice('true', 'false'),
    null: (_) => 'null',
    word: ($) => $.identifier,

    reference: ($) =>
      seq(
        field('source', $.identifier),
        token.immediate('.'),
        field('key', choice(alias($._immediate_identifier, $.identifier), $.string)),
      ),

    list: ($) => seq('[', optional(entries($, $.value)), ']'),

    object: ($) => seq('{', optional(entries($, $.field)), '}'),

    field: ($) => seq(field('key', $.key), ':', field('value', $.value)),

    key: ($) => choice($._name, alias(choice('true', 'false', 'null'), $.identifier)),

    // ---- Decisions, promises, tests

    decide: ($) =>
      seq('decide', unbroken($), '{', optional(entries($, choice($.decision, $.let))), '}'),

    decision: ($) =>
      seq(
        optional('grant'),
        field('name', choice($.decision_name, alias($._mark_name, $.decision_name))),
        optional(field('reason', $.reason)),
        ':',
        field('condition', choice($.otherwise, $.expression)),
      ),

    decision_name: ($) => $._name,
    // Before a colon and before `because "…"`, these are decisions.
    _mark_name: ($) => alias(choice('grant', 'let', 'because'), $.identifier),
    reason: ($) => seq('because', choice($.string, $.folded_string)),
    otherwise: (_) => 'else',

    let: ($) => seq('let', field('name', $.condition_name), '=', field('condition', $.expression)),

    condition_name: ($) => choice($._name, alias('because', $.identifier)),

    ensure: ($) =>
      seq(
        'ensure',
        unbroken($),
        choice(
          seq('never', unbroken($), field('subject', $.atom), 'with', unbroken($), field('condition', $.expression)),
          seq(field('subject', $.atom), 'requires', unbroken($), field('condition', $.expression)),
        ),
      ),

    expression: ($) => choice($.or, $.and, $.not, $.group, $.at_least, $.value_comparison, $.atom),
    or: ($) => prec.left(1, seq($.expression, 'or', unbroken($), $.expression)),
    and: ($) => prec.left(2, seq($.expression, 'and', unbroken($), $.expression)),
    not: ($) => prec(3, seq('not', unbroken($), $.expression)),
    group: ($) => seq('(', $.expression, ')'),

    at_least: ($) =>
      seq(field('count', $.number), 'of', '(', optional(entries($, $.expression)), ')'),

    value_comparison: ($) =>
      seq(
        field('left', $.value_path),
        field('operator', $.operator),
        optional(field('right', $.value)),
      ),

    value_path: ($) =>
      seq(
        choice('extracted', 'provided', 'report'),
        repeat1(
          seq(
            token.immediate('.'),
            choice(alias($._immediate_identifier, $.identifier), $.string),
          ),
        ),
      ),

    atom: ($) =>
      seq(
        field('node', choice($.node_id, alias($._stops_id, $.node_id))),
        optional(
          seq(
            token.immediate('.'),
            field('outcome', alias($._atom_outcome, $.outcome)),
          ),
        ),
      ),
    // A word of tests, and in them only before `at`.
    _stops_id: ($) => alias('stops', $.identifier),
    _atom_outcome: ($) => choice(alias($._immediate_identifier, $.identifier), $.string),

    test: ($) =>
      seq('test', unbroken($), field('name', $.string), '{', optional(entries($, $.case)), '}'),

    case: ($) =>
      seq(
        choice(
          seq(list1(choice($.atom, $.given)), optional(seq(optional(','), $.stop))),
          optional($.stop),
        ),
        '=>',
        list1($.expected),
      ),

    given: ($) => seq(field('left', $.value_path), '=', field('value', $.value)),

    stop: ($) =>
      seq('stops', 'at', field('node', choice($.node_id, alias($._stops_id, $.node_id)))),

    expected: ($) =>
      choice(seq('not', $.node_id), $.node_id, alias(alias('not', $.identifier), $.node_id)),

    // ---- Words and texts

    _name: ($) => choice($.identifier, $.string),

    identifier: (_) => /[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*/,
    _immediate_identifier: (_) => token.immediate(/[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*/),

    number: (_) => /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/,

    string: ($) =>
      seq(
        '"',
        repeat(
          choice(
            $.escape_sequence,
            $.interpolation_in_text,
            $.template,
            alias($._line_text, $.text),
          ),
        ),
        token.immediate('"'),
      ),

    folded_string: ($) =>
      seq(
        '"""',
        repeat(
          choice(
            $.escape_sequence,
            $.interpolation_in_text,
            $.template,
            alias($._folded_text, $.text),
          ),
        ),
        token.immediate('"""'),
      ),

    _line_text: (_) =>
      prec.right(repeat1(choice(token.immediate(/[^"\\\n\r${]+/), token.immediate('$'), token.immediate('{')))),

    _folded_text: (_) =>
      prec.right(
        repeat1(
          choice(
            token.immediate(/[^"\\${]+/),
            token.immediate('$'),
            token.immediate('{'),
            token.immediate('"'),
            token.immediate('""'),
          ),
        ),
      ),

    escape_sequence: (_) => token.immediate(/\\(["\\/bfnrt$]|u[0-9A-Fa-f]{4})/),

    interpolation: ($) => seq('${', $.param_name, '}'),

    // The whole is one token with its braces: a `${` that names nothing is an error.
    interpolation_in_text: ($) =>
      seq(token.immediate('${'), $.param_name, token.immediate('}')),

    // FaceSign's own variables, which the compiler passes on.
    template: (_) => token.immediate(prec(1, /\{\{?[A-Za-z_][A-Za-z0-9_]*\}?\}/)),

    // ---- Comments

    comment: (_) => token(choice(/\/\/([^\/!\r\n][^\r\n]*)?/, /\/\/\/\/[^\r\n]*/)),
    doc_comment: (_) => /\/\/\/([^\/\r\n][^\r\n]*)?/,
    file_doc_comment: (_) => /\/\/![^\r\n]*/,
  },
});
