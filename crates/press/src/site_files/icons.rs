//! Icons of the installed site: PNG files in the sizes that systems ask for, drawn from the site's SVG.

use anyhow::{Context, Result};
use resvg::tiny_skia::{Color, Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{Options, Tree};

/// What a system does with an icon (<https://www.w3.org/TR/appmanifest/#purpose-member>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Shown as it is.
    Any,
    /// Cut to the system's own shape: all that counts is within a circle of four fifths of it.
    Maskable,
    /// Its shape alone, filled with a colour of the system's.
    Monochrome,
}

/// One icon.
pub(crate) struct Icon {
    /// Its file.
    pub name: &'static str,
    /// Width and height, in pixels.
    pub size: u32,
    /// What it is for.
    pub purpose: Purpose,
}

impl Purpose {
    /// As a manifest says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Maskable => "maskable",
            Self::Monochrome => "monochrome",
        }
    }
}

/// The icons of a site.
pub(crate) const ICONS: [Icon; 5] = [
    Icon { name: "icon-192.png", size: 192, purpose: Purpose::Any },
    Icon { name: "icon-512.png", size: 512, purpose: Purpose::Any },
    Icon { name: "icon-maskable-192.png", size: 192, purpose: Purpose::Maskable },
    Icon { name: "icon-maskable-512.png", size: 512, purpose: Purpose::Maskable },
    Icon { name: "icon-monochrome-192.png", size: 192, purpose: Purpose::Monochrome },
];

/// How much of a maskable icon's side the drawing takes: the corners of a square that fills three quarters of it, as
/// ours does, are then within the circle that no system cuts.
const SAFE: f32 = 0.72;

/// `icon` drawn from `svg`, as PNG.
///
/// # Errors
/// What is no SVG.
pub(crate) fn draw(icon: &Icon, svg: &[u8]) -> Result<Vec<u8>> {
    let tree = Tree::from_data(svg, &Options::default()).context("it is no SVG image")?;
    let size = icon.size as f32;
    let drawn = |share: f32| -> Result<Pixmap> {
        let mut pixmap = Pixmap::new(icon.size, icon.size).context("an icon has a size")?;
        let scale = share * size / tree.size().width().max(tree.size().height());
        let [x, y] = [tree.size().width(), tree.size().height()].map(|side| (size - side * scale) / 2.0);
        resvg::render(&tree, Transform::from_row(scale, 0.0, 0.0, scale, x, y), &mut pixmap.as_mut());
        Ok(pixmap)
    };
    let whole = drawn(1.0)?;
    let ground = whole.pixels()[0];
    let pixmap = match icon.purpose {
        Purpose::Any => whole,
        Purpose::Maskable => on_ground(&drawn(SAFE)?, ground)?,
        Purpose::Monochrome => shape(whole, ground),
    };
    pixmap.encode_png().context("pixels can be written as PNG")
}

/// `drawing` on its own ground, continued to the edges; on white where it has none.
fn on_ground(drawing: &Pixmap, ground: PremultipliedColorU8) -> Result<Pixmap> {
    let opaque = if ground.alpha() == u8::MAX { ground.demultiply() } else { Color::WHITE.to_color_u8() };
    let mut pixmap = Pixmap::new(drawing.width(), drawing.height()).context("an icon has a size")?;
    pixmap.fill(Color::from_rgba8(opaque.red(), opaque.green(), opaque.blue(), u8::MAX));
    pixmap.draw_pixmap(0, 0, drawing.as_ref(), &Default::default(), Transform::identity(), None);
    Ok(pixmap)
}

/// What stands out from the ground, in black: the more, the more opaque.
fn shape(mut drawing: Pixmap, ground: PremultipliedColorU8) -> Pixmap {
    let distance = |pixel: &PremultipliedColorU8| {
        let channels = [
            (pixel.red(), ground.red()),
            (pixel.green(), ground.green()),
            (pixel.blue(), ground.blue()),
            (pixel.alpha(), ground.alpha()),
        ];
        channels.into_iter().map(|(of, from)| of.abs_diff(from)).max().unwrap_or(0)
    };
    let furthest = drawing.pixels().iter().map(distance).max().unwrap_or(0).max(1);
    for pixel in drawing.pixels_mut() {
        let alpha = u32::from(distance(pixel)) * 255 / u32::from(furthest);
        // Black has no colour that could exceed its alpha.
        *pixel = PremultipliedColorU8::from_rgba(0, 0, 0, alpha as u8).unwrap_or(*pixel);
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &[u8] = include_bytes!("../../../../public/icon.svg");

    fn drawn(name: &str) -> Pixmap {
        let icon = ICONS.iter().find(|icon| icon.name == name).unwrap();
        Pixmap::decode_png(&draw(icon, OURS).unwrap()).unwrap()
    }

    #[test]
    fn every_icon_has_its_size_and_something_on_it() {
        for icon in ICONS {
            let pixmap = drawn(icon.name);
            assert_eq!((pixmap.width(), pixmap.height()), (icon.size, icon.size), "{}", icon.name);
            let first = pixmap.pixels()[0];
            assert!(pixmap.pixels().iter().any(|pixel| *pixel != first), "{}", icon.name);
        }
    }

    #[test]
    fn what_counts_of_a_maskable_icon_is_within_the_circle_that_is_never_cut() {
        let pixmap = drawn("icon-maskable-512.png");
        let ground = pixmap.pixels()[0];
        assert_eq!(ground.alpha(), 255);
        for (at, pixel) in pixmap.pixels().iter().enumerate() {
            let [x, y] = [at % 512, at / 512].map(|place| place as f32 + 0.5 - 256.0);
            // The edge of the ground itself is smoothed, by what no eye sees.
            let stands_out = pixel.red().abs_diff(ground.red()) > 8 || pixel.green().abs_diff(ground.green()) > 8;
            assert!(!stands_out || x.hypot(y) <= 0.4 * 512.0, "{x} {y}");
        }
    }

    #[test]
    fn a_monochrome_icon_is_a_shape_on_nothing() {
        let pixmap = drawn("icon-monochrome-192.png");
        assert_eq!(pixmap.pixels()[0].alpha(), 0);
        assert!(pixmap.pixels().iter().any(|pixel| pixel.alpha() == 255));
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        assert!(draw(&ICONS[0], b"<html>").is_err());
    }
}
