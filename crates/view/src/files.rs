//! What files are called.

use integration::Integration;

/// A product's name is a vendor's text: not every system takes every character, nor as many.
pub fn file_name(integration: &Integration, about: &str) -> String {
    let plain = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let product: String = integration.name.chars().filter(plain).take(60).collect();
    format!("{product} {about}")
}
