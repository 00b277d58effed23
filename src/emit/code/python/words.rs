//! Words that Python can't use as names, and what a module is called.

use crate::emit::code::identifiers::snake;

/// Words that name nothing.
pub(super) const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Names that the class of the parameters needs for its types.
pub(super) const TYPES: &[&str] = &["Literal", "bool", "float", "str"];

/// The modules of the standard library of Python 3.9 to 3.14.
#[rustfmt::skip]
const LIBRARY: &[&str] = &[
    "abc", "aifc", "antigravity", "argparse", "array", "ast", "asynchat", "asyncio", "asyncore", "atexit",
    "audioop", "base64", "bdb", "binascii", "bisect", "builtins", "bz2", "cProfile", "calendar", "cgi",
    "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys", "compileall",
    "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg", "crypt", "csv", "ctypes",
    "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis", "distutils", "doctest",
    "email", "encodings", "ensurepip", "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput",
    "fnmatch", "fractions", "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext",
    "glob", "graphlib", "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib",
    "imghdr", "imp", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "lib2to3",
    "linecache", "locale", "logging", "lzma", "mailbox", "mailcap", "marshal", "math", "mimetypes", "mmap",
    "modulefinder", "msilib", "msvcrt", "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath",
    "nturl2path", "numbers", "opcode", "operator", "optparse", "os", "ossaudiodev", "pathlib", "pdb",
    "pickle", "pickletools", "pipes", "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath",
    "pprint", "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat",
    "queue", "quopri", "random", "re", "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched",
    "secrets", "select", "selectors", "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib",
    "sndhdr", "socket", "socketserver", "spwd", "sqlite3", "sre_compile", "sre_constants", "sre_parse",
    "ssl", "stat", "statistics", "string", "stringprep", "struct", "subprocess", "sunau", "symtable", "sys",
    "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", "termios", "textwrap", "this",
    "threading", "time", "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest", "urllib",
    "uu", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound", "wsgiref",
    "xdrlib", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
    "annotationlib", "compression", "formatter", "parser", "symbol",
];

/// Constants of the module itself, which what the rules ask for may not be called.
pub(super) const CONSTANTS: &[&str] = &[
    "_AMBIGUOUS",
    "_DEFAULTS",
    "_FACTS",
    "_GRAPH",
    "_INCOMPLETE",
    "_LARGEST",
    "_METADATA",
    "_MORE",
    "_MOST",
    "_PARAMS",
    "_PLACES",
    "_POSITIONS",
    "_RULES",
];

/// The name of a Python module for a flow: `wire-transfer` → `wire_transfer`
pub(super) fn module(stem: &str) -> String {
    let name = match snake(stem) {
        name if name.starts_with('_') => format!("flow{name}"),
        name => name,
    };
    if KEYWORDS.contains(&name.as_str()) {
        return format!("{name}_");
    }
    // A module of this name would stand before the one of the standard library.
    if LIBRARY.contains(&name.as_str()) { format!("{name}_flow") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_named_after_its_flow() {
        for (stem, expected) in [
            ("wire-transfer", "wire_transfer"),
            ("2fa", "flow_2fa"),
            ("class", "class_"),
            ("typing", "typing_flow"),
            ("Calendar", "calendar_flow"),
            ("a.b", "a_b"),
            ("Payment", "payment"),
            ("", "unnamed"),
        ] {
            assert_eq!(module(stem), expected);
        }
    }
}
