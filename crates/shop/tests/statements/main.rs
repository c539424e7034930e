//! How many statements things cost. A program of its own, because the counter sees every statement of its process: whatever runner is
//! used, nothing else runs beside these tests, and they take turns.

mod counting;
mod pages;
#[allow(dead_code, reason = "this program needs a part of the small world only")]
#[path = "../suite/world.rs"]
mod world;
