use yew::prelude::*;
#[component]
fn App() -> Html {
    html! { <p>{"tailback"}</p> }
}
fn main() {
    yew::Renderer::<App>::new().render();
}
