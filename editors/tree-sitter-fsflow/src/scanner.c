// Decides where a statement and where an entry of a block ends: at a line break, unless the next line goes on.
// The rules are those of `src/syntax/shape.rs` and `src/syntax/scan.rs` of the compiler. Keeps no state.

#include "tree_sitter/parser.h"

#include <string.h>

enum Token {
  STATEMENT_END,
  ENTRY_END,
  // Never given: valid where a string on the next line would be the node's prompt.
  AFTER_TYPE,
  // Given where a line ends that must go on; no rule of the grammar follows.
  BREAK,
  DANGLING_BREAK,
  // Never given.
  IMPOSSIBLE,
  // Never given: valid during error recovery only.
  ERROR_SENTINEL,
};

#define WORD_SIZE 16

static bool is_letter(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_word(int32_t c) { return is_letter(c) || (c >= '0' && c <= '9'); }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == 0xFEFF; }

static void skip_blanks(TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, false);
}

static void skip_line(TSLexer *lexer) {
  while (!lexer->eof(lexer) && lexer->lookahead != '\n') lexer->advance(lexer, false);
}

// Goes over white space and comments to the next token. False when a `/` begins no comment.
static bool to_next_token(TSLexer *lexer, bool *new_line) {
  for (;;) {
    if (is_blank(lexer->lookahead)) {
      lexer->advance(lexer, false);
    } else if (lexer->lookahead == '\n') {
      *new_line = true;
      lexer->advance(lexer, false);
    } else if (lexer->lookahead == '/') {
      lexer->advance(lexer, false);
      if (lexer->lookahead != '/') return false;
      skip_line(lexer);
    } else {
      return true;
    }
  }
}

static void read_word(TSLexer *lexer, char *word) {
  unsigned length = 0;
  while (is_word(lexer->lookahead)) {
    if (length < WORD_SIZE - 1) word[length++] = (char)lexer->lookahead;
    lexer->advance(lexer, false);
  }
  word[length] = 0;
}

static bool is_one_of(const char *word, const char *a, const char *b) {
  return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

// Whether a word that begins the line goes on with what stands above: `say "…"`, `when "…"`, `and …`.
static bool word_continues(TSLexer *lexer) {
  char word[WORD_SIZE];
  read_word(lexer, word);
  skip_blanks(lexer);
  int32_t next = lexer->lookahead;
  if (is_one_of(word, "say", "when")) return next == '"';
  if (is_one_of(word, "and", "or") || is_one_of(word, "requires", "with")) {
    return is_word(next) || next == '(' || next == '"';
  }
  return false;
}

// Whether the quoted word that begins the line is an id: a colon follows.
static bool is_quoted_id(TSLexer *lexer) {
  while (!lexer->eof(lexer) && lexer->lookahead != '\n') {
    if (lexer->lookahead == '"') {
      lexer->advance(lexer, false);
      skip_blanks(lexer);
      return lexer->lookahead == ':';
    }
    if (lexer->lookahead == '\\') lexer->advance(lexer, false);
    lexer->advance(lexer, false);
  }
  return false;
}

// Whether the line that begins here goes on with the statement above.
static bool statement_continues(TSLexer *lexer, bool after_type) {
  int32_t first = lexer->lookahead;
  if (is_letter(first)) return word_continues(lexer);
  switch (first) {
    case '{': case '<': case '>': case '|': case ',': case ':': case '}': case ']': case ')': case '=':
      return true;
    case '-':
      lexer->advance(lexer, false);
      return lexer->lookahead == '>';
    case '"':
      lexer->advance(lexer, false);
      if (lexer->lookahead != '"') return after_type && !is_quoted_id(lexer);
      lexer->advance(lexer, false);
      return lexer->lookahead == '"' || after_type;
    default:
      return false;
  }
}

// Whether the line that begins here goes on with the entry above.
static bool entry_continues(TSLexer *lexer) {
  int32_t first = lexer->lookahead;
  if (is_letter(first)) return word_continues(lexer);
  return first == ',' || first == '}' || first == ']' || first == '>' || first == ')' || first == '|';
}

static bool scan(TSLexer *lexer, const bool *valid) {
  if (valid[ERROR_SENTINEL]) return false;
  bool breaks = valid[BREAK] || valid[DANGLING_BREAK];
  if (!valid[STATEMENT_END] && !valid[ENTRY_END] && !breaks) return false;

  lexer->mark_end(lexer);
  bool new_line = false;
  if (!to_next_token(lexer, &new_line)) return false;
  bool at_end = lexer->eof(lexer);
  if (valid[STATEMENT_END]) {
    lexer->result_symbol = STATEMENT_END;
    return at_end || (new_line && !statement_continues(lexer, valid[AFTER_TYPE]));
  }
  if (!new_line || at_end) return false;
  if (valid[ENTRY_END]) {
    lexer->result_symbol = ENTRY_END;
    return !entry_continues(lexer);
  }
  if (valid[DANGLING_BREAK]) {
    lexer->result_symbol = DANGLING_BREAK;
    return lexer->get_column(lexer) == 0 && !statement_continues(lexer, false);
  }
  lexer->result_symbol = BREAK;
  return !statement_continues(lexer, false);
}

void *tree_sitter_fsflow_external_scanner_create(void) { return NULL; }
void tree_sitter_fsflow_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_fsflow_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_fsflow_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}
bool tree_sitter_fsflow_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  return scan(lexer, valid);
}
