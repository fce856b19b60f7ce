//! What the page does beside itself, in a Web Worker. See [`tailback::web::worker`].

fn main() {
    tailback::web::worker::serve();
}
