//! The fonts that headlines are set in: the operator's files, else those of this machine.

use crate::config::FontChoice;
use crate::output::Digest;
use anyhow::{Context, Result, bail};
use cosmic_text::fontdb::{Database, FaceInfo, Family, ID, Query, Source, Stretch, Style, Weight};
use cosmic_text::{Fallback, FontSystem};
use model::{Direction, Lang};
use std::path::PathBuf;
use std::sync::Arc;
use unicode_script::{Script, UnicodeScript};

/// How a headline is written, which decides its font, its sizes and the distance of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    /// Arabic and Persian.
    Naskh,
    /// Urdu.
    Nastaliq,
    Hebrew,
    Latin,
}

impl Hand {
    const ALL: [Self; 4] = [Self::Naskh, Self::Latin, Self::Hebrew, Self::Nastaliq];

    /// The hand of a text in `lang` that reads in `dir`.
    pub fn of(text: &str, dir: Direction, lang: &Lang) -> Self {
        let of_script = |script| text.chars().filter(|c| c.script() == script).count();
        match dir {
            Direction::Ltr => Self::Latin,
            Direction::Rtl if of_script(Script::Hebrew) > of_script(Script::Arabic) => Self::Hebrew,
            Direction::Rtl if lang.primary().as_str() == "ur" => Self::Nastaliq,
            Direction::Rtl => Self::Naskh,
        }
    }

    /// What its face is called in [`Faces`], whatever the font calls itself.
    pub fn family(self) -> &'static str {
        match self {
            Self::Naskh => "naskh",
            Self::Nastaliq => "nastaliq",
            Self::Hebrew => "hebrew",
            Self::Latin => "latin",
        }
    }

    /// The fonts that are looked for on this machine: those of the pages (`style/tokens.css`), in that order, then
    /// one that most systems have.
    fn looked_for(self) -> &'static [&'static str] {
        match self {
            Self::Naskh => {
                &["Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", "Amiri", "Times New Roman", "DejaVu Sans"]
            }
            Self::Nastaliq => &["Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting"],
            Self::Hebrew => &["Frank Ruhl Libre", "Noto Serif Hebrew", "David", "Times New Roman", "DejaVu Sans"],
            Self::Latin => &["Noto Serif", "Charter", "Georgia", "Times New Roman", "DejaVu Serif"],
        }
    }
}

/// The fonts that are looked for on this machine, as a problem names them.
pub(crate) fn looked_for() -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in Hand::ALL.into_iter().flat_map(Hand::looked_for) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// Fonts in memory, and the order in which they are asked for a letter.
pub(super) struct Faces {
    faces: Vec<FaceInfo>,
    digest: Digest,
}

impl Faces {
    /// The fonts of `choice`.
    ///
    /// # Errors
    /// A file that cannot be read or is no font.
    pub fn load(choice: &FontChoice) -> Result<Self> {
        match choice {
            FontChoice::System => Ok(Self::of_system()),
            FontChoice::Files(files) => Self::of_files(files),
        }
    }

    fn of_files(files: &[PathBuf]) -> Result<Self> {
        let mut found = Database::new();
        let mut faces = Vec::new();
        for path in files {
            let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
            let Some(id) = found.load_font_source(Source::Binary(Arc::new(bytes))).first().copied() else {
                bail!("{} is no TrueType or OpenType font", path.display());
            };
            faces.extend(found.face(id).cloned());
        }
        Ok(Self::new(faces, |_| "given"))
    }

    /// The fonts of this machine, of each hand the first that is there.
    fn of_system() -> Self {
        let mut found = Database::new();
        found.load_system_fonts();
        Self::among(&found)
    }

    fn among(found: &Database) -> Self {
        let mut hands = Vec::new();
        let mut faces = Vec::new();
        for hand in Hand::ALL {
            let families: Vec<Family<'_>> = hand.looked_for().iter().map(|name| Family::Name(name)).collect();
            let wanted = Query { families: &families, weight: Weight::BOLD, ..Query::default() };
            let face = found.query(&wanted).and_then(|id| found.face(id));
            let bytes = face.and_then(|face| found.with_face_data(face.id, |bytes, _| Arc::new(bytes.to_vec())));
            if let (Some(face), Some(bytes)) = (face, bytes) {
                faces.push(FaceInfo { source: Source::Binary(bytes), ..face.clone() });
                hands.push(hand.family());
            }
        }
        Self::new(faces, |at| hands[at])
    }

    fn new(mut faces: Vec<FaceInfo>, family: impl Fn(usize) -> &'static str) -> Self {
        let mut digests = Vec::new();
        for (at, face) in faces.iter_mut().enumerate() {
            let family = family(at);
            if let Source::Binary(bytes) = &face.source {
                digests.push(format!("{family} {} {}", Digest::of(bytes.as_ref().as_ref()), face.index));
            }
            face.families.truncate(1);
            face.families.iter_mut().for_each(|(name, _)| family.clone_into(name));
            // Whatever it is: nothing else is asked for, and a variable font is set in bold.
            (face.weight, face.style, face.stretch) = (Weight::BOLD, Style::Normal, Stretch::Normal);
        }
        Self { digest: Digest::of(digests.join("\n").as_bytes()), faces }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    /// A digest of their files.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What shapes text in them, and their ids in the order in which they are asked.
    pub fn system(&self) -> (FontSystem, Vec<ID>) {
        let mut database = Database::new();
        let ids = self.faces.iter().map(|face| database.push_face_info(face.clone())).collect();
        (FontSystem::new_with_locale_and_db_and_fallback("und".to_owned(), database, InOrder), ids)
    }
}

/// Faces are asked in their order, and none beside them.
struct InOrder;

impl Fallback for InOrder {
    fn common_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn forbidden_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn script_fallback(&self, _: Script, _: &str) -> &[&'static str] {
        &[]
    }
}
