//! Reads a document strictly: whatever a browser would have to guess about is an error. So what
//! is read here is what a browser shows.

use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// Elements of HTML that have no end.
const VOID: [&str; 1] = ["meta"];

pub fn read(html: &str) -> Element {
    let rest = html.strip_prefix("<!doctype html>\n").expect("a doctype");
    let mut open = vec![Element::default()];
    let mut rest = rest;
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            let style = open.last().unwrap().name == "style";
            push(&mut open, Node::Text(if style { text.to_owned() } else { unescaped(text) }));
            rest = after;
            continue;
        };
        let (tag, after) = tag.split_once('>').expect("a tag that ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().unwrap();
            assert_eq!(closed.name, name, "closed in another order");
            push(&mut open, Node::Element(closed));
            continue;
        }
        let element = opened(tag);
        if VOID.contains(&&*element.name) {
            push(&mut open, Node::Element(element));
        } else {
            open.push(element);
        }
    }
    let [root] = &open[..] else { panic!("left open: {open:?}") };
    let found = root.all("html");
    assert_eq!(found.len(), 1);
    found[0].clone()
}

fn push(open: &mut [Element], node: Node) {
    open.last_mut().expect("something open").children.push(node);
}

/// `td class="level"`: every attribute in double quotes, none twice.
fn opened(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(!name.is_empty() && name.chars().all(plain), "<{tag}>");
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    while !rest.is_empty() {
        let (key, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("<{tag}>"));
        let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("<{tag}>"));
        assert!(key.chars().all(plain) && !value.contains('&'), "<{tag}>");
        assert_eq!(element.attributes.insert(key.to_owned(), value.to_owned()), None, "<{tag}>");
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    element
}

fn unescaped(text: &str) -> String {
    assert!(!text.contains(['<', '>', '"', '\'']), "not escaped: {text}");
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, after) = part.split_once(';').unwrap_or_else(|| panic!("a bare & in {text}"));
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => panic!("&{other};"),
        });
        plain += after;
    }
    plain
}

impl Element {
    /// Every element of this name below, in order.
    pub fn all(&self, name: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            found.extend(element.all(name));
        }
        found
    }

    pub fn with_class(&self, class: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        for element in self.elements() {
            if element.has_class(class) {
                found.push(element);
            }
            found.extend(element.with_class(class));
        }
        found
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attributes.get("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    }

    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn first(&self, name: &str) -> &Self {
        self.all(name).first().copied().unwrap_or_else(|| panic!("no {name} in {self:#?}"))
    }

    /// Its own text alone.
    pub fn own_text(&self) -> String {
        let own = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        own.collect::<String>().trim().to_owned()
    }

    /// All text in it, a space between one element's and the next one's.
    pub fn text(&self) -> String {
        let parts: Vec<String> = self
            .children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Element(element) => element.text(),
            })
            .collect();
        parts.concat().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What is left without its texts: names and attributes, one element a line. Bold is left
    /// out, the one thing that a text may ask for: it holds text alone.
    pub fn bones(&self) -> Vec<String> {
        let mut bones = vec![format!("<{} {:?}>", self.name, self.attributes)];
        for inside in self.elements() {
            if inside.name == "b" && inside.attributes.is_empty() {
                assert_eq!(inside.elements().count(), 0, "bold with something in it");
            } else {
                bones.extend(inside.bones());
            }
        }
        bones.push(format!("</{}>", self.name));
        bones
    }

    /// The section with this heading, without its number.
    pub fn section(&self, title: &str) -> &Self {
        let found = self.all("section").into_iter().find(|section| {
            section
                .elements()
                .any(|head| matches!(head.name.as_str(), "h2" | "h3") && head.own_text() == title)
        });
        found.unwrap_or_else(|| panic!("no section {title}"))
    }

    /// The value of a labelled fact in it; none where there is a line to write on.
    pub fn fact(&self, label: &str) -> Option<String> {
        let found = self.all("div").into_iter().find(|fact| {
            fact.elements().next().is_some_and(|dt| dt.name == "dt" && dt.text() == label)
        });
        let value = found.unwrap_or_else(|| panic!("no {label}")).first("dd");
        (!value.has_class("line")).then(|| value.text())
    }

    /// Whether the box in it is ticked; none where it has no box.
    pub fn ticked(&self) -> Option<bool> {
        let boxes = self.with_class("box");
        assert!(boxes.len() < 2, "two boxes in one place");
        boxes.first().map(|one| one.has_class("ticked"))
    }
}
