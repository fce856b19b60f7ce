//! The page. See [`tailback::web`].

fn main() {
    tailback::web::start();
}
