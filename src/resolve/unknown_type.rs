//! The fault that nodes and parameters share: a type that there is not.

crate::code! {
    /// A node's type is none that the API has, or it is missing. The server accepts such a node and the session breaks when
    /// it reaches it. A type that is newer than the compiler stands in quotes.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversatoin "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_TYPE = error "unknown-type";
}
