//! The shop as a whole: operations and pages, each on both databases. One program, so that it is linked once.

mod architecture;
mod doors;
mod frozen;
mod live;
mod one_order;
mod races;
mod statements;
mod world;
mod wrong_input;
