//! The laws: what has to hold of every schema, over schemas that are made up. Each law counts
//! what it looked at, and fails where that was too little to mean anything.

mod behaviour;
mod counting;
mod diesel_text;
mod drawing;
mod filling;
mod fixes;
mod hostile_names;
mod one_change;
mod outline;
mod prisma_text;
mod real_servers;
mod replays;
mod scene;
mod seaorm_text;
mod silence;
mod stage;
mod understood;
