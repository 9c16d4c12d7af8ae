//! The laws: what has to hold of every schema, over schemas that are made up. Each law counts
//! what it looked at, and fails where that was too little to mean anything.

mod counting;
mod drawing;
mod one_change;
mod outline;
mod prisma_text;
mod real_servers;
mod replays;
mod scene;
mod silence;
mod stage;
mod understood;
