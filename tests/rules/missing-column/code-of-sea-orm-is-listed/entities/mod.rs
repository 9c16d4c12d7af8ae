pub mod post;
pub mod user;

pub use user::Entity as User;
