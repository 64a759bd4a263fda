//! Objects to the bytes of a file (ISO 32000-1, 7.5): streams compressed, everything else packed
//! into object streams. lopdf could write as well, but squeezes each stream at the slowest setting,
//! writes every object three times to learn its length, and leaves the cross references unpacked:
//! together half of the time a document took. It changes no object.

use std::io::Write as _;

use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::number;
use crate::error::DocumentError;

/// How hard to look for what repeats, of 12: with level 4 a document takes a sixth longer, for 2 % less.
const LEVEL: i32 = 1;
/// What is shorter gains nothing from compression.
const SHORTEST_COMPRESSED: usize = 100;
/// Objects per object stream: readers unpack a whole one to get at an object.
const PACKED: usize = 200;

/// The bytes of the document.
///
/// # Errors
/// [`DocumentError::Write`] when a length does not fit the format.
pub(super) fn write(document: Document) -> Result<Vec<u8>, DocumentError> {
    let mut file = File {
        bytes: Vec::with_capacity(1 << 18),
        places: vec![Place::Free; document.max_id as usize + 1],
        compressor: Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default()),
    };
    file.bytes.extend(b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n");
    let mut packed = Vec::with_capacity(document.objects.len());
    for (id, object) in document.objects {
        match object {
            Object::Stream(stream) => file.stream(id, stream)?,
            object => packed.push((id, object)),
        }
    }
    for objects in packed.chunks(PACKED) {
        file.object_stream(objects)?;
    }
    file.cross_references(document.trailer)?;
    Ok(file.bytes)
}

struct File {
    bytes: Vec<u8>,
    /// By object number.
    places: Vec<Place>,
    compressor: Compressor,
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// There is none of this number.
    Free,
    /// So many bytes from the beginning.
    At(usize),
    /// In the object stream of this number, at this index.
    Packed(usize, usize),
}

impl File {
    fn stream(&mut self, id: ObjectId, mut stream: Stream) -> Result<(), DocumentError> {
        if stream.allows_compression && SHORTEST_COMPRESSED <= stream.content.len() {
            stream.content = self.compressed(&stream.content)?;
            stream.dict.set("Filter", "FlateDecode");
        }
        stream.dict.set("Length", number(stream.content.len()));
        let index = id.0 as usize;
        self.places[index] = Place::At(self.bytes.len());
        push(&mut self.bytes, format_args!("{} {} obj\n", id.0, id.1));
        push_dictionary(&mut self.bytes, &stream.dict);
        self.bytes.extend(b"stream\n");
        self.bytes.extend(stream.content);
        self.bytes.extend(b"\nendstream\nendobj\n");
        Ok(())
    }

    fn object_stream(&mut self, objects: &[(ObjectId, Object)]) -> Result<(), DocumentError> {
        let own = self.new_object();
        let (mut head, mut body) = (Vec::new(), Vec::with_capacity(objects.len() * 80));
        for (index, (id, object)) in objects.iter().enumerate() {
            self.places[id.0 as usize] = Place::Packed(own.0 as usize, index);
            push(&mut head, format_args!("{} {} ", id.0, body.len()));
            push_object(&mut body, object);
            body.push(b'\n');
        }
        let about = dictionary! {
            "Type" => "ObjStm", "N" => number(objects.len()), "First" => number(head.len()),
        };
        head.append(&mut body);
        self.stream(own, Stream::new(about, head))
    }

    /// A table of one byte for the kind, four and two for the place, and the trailer with it.
    fn cross_references(&mut self, mut trailer: Dictionary) -> Result<(), DocumentError> {
        let own = self.new_object();
        let start = self.bytes.len();
        self.places[own.0 as usize] = Place::At(start);
        let mut table = Vec::with_capacity(self.places.len() * 7);
        for place in &self.places {
            let (kind, whole, part) = match *place {
                Place::Free => (0, 0, usize::from(u16::MAX)),
                Place::At(offset) => (1, offset, 0),
                Place::Packed(stream, index) => (2, stream, index),
            };
            table.push(kind);
            table.extend(u32::try_from(whole).map_err(too_long)?.to_be_bytes());
            table.extend(u16::try_from(part).map_err(too_long)?.to_be_bytes());
        }
        trailer.set("Type", "XRef");
        trailer.set("Size", number(self.places.len()));
        trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
        self.stream(own, Stream::new(trailer, table))?;
        push(&mut self.bytes, format_args!("startxref\n{start}\n%%EOF\n"));
        Ok(())
    }

    fn new_object(&mut self) -> ObjectId {
        self.places.push(Place::Free);
        (u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX), 0)
    }

    fn compressed(&mut self, content: &[u8]) -> Result<Vec<u8>, DocumentError> {
        let mut compressed = vec![0; self.compressor.zlib_compress_bound(content.len())];
        let length = self.compressor.zlib_compress(content, &mut compressed);
        compressed.truncate(length.map_err(|_| DocumentError::Write)?);
        Ok(compressed)
    }
}

fn too_long(_: std::num::TryFromIntError) -> DocumentError {
    DocumentError::Write
}

fn push(bytes: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to memory cannot fail.
    let _ = bytes.write_fmt(text);
}

fn push_object(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => bytes.extend(b"null"),
        Object::Boolean(value) => push(bytes, format_args!("{value}")),
        Object::Integer(value) => push_integer(bytes, *value),
        Object::Real(value) => push(bytes, format_args!("{value}")),
        Object::Name(name) => push_name(bytes, name),
        Object::String(text, StringFormat::Hexadecimal) => push_hexadecimal(bytes, text),
        Object::String(text, StringFormat::Literal) => push_literal(bytes, text),
        Object::Array(items) => {
            bytes.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index != 0 {
                    bytes.push(b' ');
                }
                push_object(bytes, item);
            }
            bytes.push(b']');
        }
        Object::Dictionary(dictionary) => push_dictionary(bytes, dictionary),
        // A stream stands for itself; nothing holds one.
        Object::Stream(stream) => push_dictionary(bytes, &stream.dict),
        Object::Reference((id, generation)) => {
            push_integer(bytes, (*id).into());
            bytes.push(b' ');
            push_integer(bytes, (*generation).into());
            bytes.extend(b" R");
        }
    }
}

fn push_dictionary(bytes: &mut Vec<u8>, dictionary: &Dictionary) {
    bytes.extend(b"<<");
    for (name, value) in dictionary {
        push_name(bytes, name);
        bytes.push(b' ');
        push_object(bytes, value);
    }
    bytes.extend(b">>");
}

fn push_name(bytes: &mut Vec<u8>, name: &[u8]) {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte);
    bytes.push(b'/');
    for part in name.chunk_by(|one, other| is_plain(one) == is_plain(other)) {
        if part.first().is_some_and(is_plain) {
            bytes.extend(part);
            continue;
        }
        for byte in part {
            push(bytes, format_args!("#{byte:02X}"));
        }
    }
}

fn push_integer(bytes: &mut Vec<u8>, value: i64) {
    let (mut digits, mut rest) = ([0; 20], value.unsigned_abs());
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b"0123456789"[(rest % 10) as usize];
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        bytes.push(b'-');
    }
    bytes.extend(&digits[start..]);
}

fn push_hexadecimal(bytes: &mut Vec<u8>, text: &[u8]) {
    let digit = |half: u8| b"0123456789ABCDEF"[usize::from(half)];
    bytes.push(b'<');
    bytes.extend(
        text.iter()
            .flat_map(|byte| [byte >> 4, byte & 15].map(digit)),
    );
    bytes.push(b'>');
}

fn push_literal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', *byte]),
            // A reader takes a bare return for the end of a line.
            b'\r' => bytes.extend(b"\\r"),
            _ => bytes.push(*byte),
        }
    }
    bytes.push(b')');
}
