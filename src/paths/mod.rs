//! Questions about all paths of a flow at once: what decisions and promises say of them. Never lists paths without a bound: a
//! flow of a few hundred nodes has more of them than atoms are in the world.
//!
//! A *state* is a node together with which of the mentioned outcomes a session has behind it when it comes there. All states
//! are found by one walk in topological order. The states of a node are one family of sets, in which sets that came the same
//! way share their room: the cost grows with the flow and what is mentioned, not with the combinations of it.

mod breaches;
mod count;
mod cover;
mod family;
mod list;
mod mentioned;
mod number;
mod rows;
mod segments;
mod states;
mod table;
mod values;
mod whole;

pub use breaches::{Breaches, breaking};
pub use count::{Counts, count, through};
pub use cover::{Cover, cover};
pub use family::Family;
pub use list::{Listed, list};
pub use mentioned::{MAX_MENTIONED, Mentioned, TooMany, edge_of};
pub use number::Count;
pub use states::{Divided, State, States};
pub use table::{Class, MOST_CLASSES, Table, mentioned, table};
pub use whole::is_whole;
