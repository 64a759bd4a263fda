//! What the readers make of bytes, container by container.

use std::io::{Cursor, Write};

use domain::import::raw::{Container, Encoding, LineEnd, RawValue, Sheet, Struck};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn csv(bytes: &[u8]) -> (Container, Sheet) {
    let mut workbook = read(bytes, "台帳.csv").unwrap();
    (workbook.container, workbook.sheets.remove(0))
}

fn texts(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
    sheet
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|cell| cell.shown()).collect();
            (row.number, cells)
        })
        .collect()
}

fn code(bytes: &[u8], file_name: &str) -> &'static str {
    read(bytes, file_name).unwrap_err().code()
}

#[test]
fn a_cell_with_line_breaks_starts_no_row_and_empty_lines_count() {
    let (_, sheet) = csv("A,\"1\r\n2\"\r\n\r\nB,\"say \"\"x\"\", y\"\r\n".as_bytes());
    assert_eq!(
        texts(&sheet),
        [
            (1, vec!["A".to_owned(), "1\n2".to_owned()]),
            (3, vec!["B".to_owned(), "say \"x\", y".to_owned()]),
        ]
    );
    assert_eq!(sheet.rows[1].line, Some(4));
}

#[test]
fn encoding_delimiter_and_line_ends_are_found_out() {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("件名\t髙橋\r\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    // ㈱, 髙 and － as Windows writes them.
    let cp932 = b"\x87\x8A,\xFB\xFC,\x81\x7C\n";
    for (bytes, encoding, bom, delimiter, line_end, first) in [
        (
            "a;b;c\n".as_bytes().to_vec(),
            Encoding::Utf8,
            false,
            ';',
            LineEnd::Lf,
            "a",
        ),
        (
            "\u{FEFF}件名,x\r\n".as_bytes().to_vec(),
            Encoding::Utf8,
            true,
            ',',
            LineEnd::Crlf,
            "件名",
        ),
        (utf16, Encoding::Utf16Le, true, '\t', LineEnd::Crlf, "件名"),
        (
            cp932.to_vec(),
            Encoding::Cp932,
            false,
            ',',
            LineEnd::Lf,
            "㈱",
        ),
        (
            b"a,b\rc,d".to_vec(),
            Encoding::Utf8,
            false,
            ',',
            LineEnd::Cr,
            "a",
        ),
    ] {
        let (container, sheet) = csv(&bytes);
        let Container::Csv(found) = container else {
            panic!("{container:?}")
        };
        assert_eq!(
            (found.encoding, found.bom, found.delimiter, found.line_end),
            (encoding, bom, delimiter, line_end)
        );
        assert_eq!(sheet.rows[0].cells[0].shown(), first);
    }
    let (_, sheet) = csv(cp932);
    assert_eq!(sheet.rows[0].cells[1].shown(), "髙");
    assert_eq!(sheet.rows[0].cells[2].shown(), "－");
}

#[test]
fn what_is_no_ledger_is_refused_with_a_reason() {
    let encrypted: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (bytes, file_name, expect) in [
        (Vec::new(), "a.csv", "file_empty"),
        (encrypted, "a.xlsx", "file_encrypted"),
        (b"%PDF-1.7".to_vec(), "a.pdf", "file_not_a_ledger"),
        (b"<html><table>".to_vec(), "a.xls", "file_mislabelled"),
        (b"a,b\n".to_vec(), "a.xlsx", "file_mislabelled"),
        (
            package(&[("[Content_Types].xml", "<x/>")]),
            "a.csv",
            "file_mislabelled",
        ),
        (b"PK\x03\x04broken".to_vec(), "a.xlsx", "file_broken"),
        (package(&[("x.txt", "x")]), "a.xlsx", "file_not_a_ledger"),
        (
            package(&[("word/document.xml", "<x/>")]),
            "a.xlsx",
            "file_not_a_ledger",
        ),
        (
            package(&[("xl/vbaProject.bin", "x")]),
            "a.xlsm",
            "file_has_macro",
        ),
        (vec![0x81, 0x00, 0xFF], "a.csv", "encoding_unknown"),
        (vec![b'a'; FILE_LIMIT + 1], "a.csv", "file_too_large"),
        (
            "x\n".repeat(ROW_LIMIT + 1).into_bytes(),
            "a.csv",
            "too_many_rows",
        ),
        (bomb(), "a.xlsx", "file_expands_too_much"),
        (b"a\0b".to_vec(), "a.csv", "file_not_a_ledger"),
        (ods(&row("1000000", "1")), "a.ods", "too_many_rows"),
        (ods("<table:table-row>"), "a.ods", "file_broken"),
        (
            package(&[
                ("mimetype", ODS),
                ("META-INF/manifest.xml", "<m><encryption-data/></m>"),
                ("content.xml", "?"),
            ]),
            "a.ods",
            "file_encrypted",
        ),
        (
            vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "a.xls",
            "file_broken",
        ),
    ] {
        assert_eq!(code(&bytes, file_name), expect, "{file_name}");
    }
}

const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><style:style style:name="h"><style:table-properties table:display="false"/></style:style>
        <table:table table:name="台帳">{rows}</table:table><table:table table:name="隠し" table:style-name="h"/></office:document-content>"#
    );
    package(&[("mimetype", ODS), ("content.xml", &content)])
}

fn row(times: &str, columns: &str) -> String {
    format!(
        r#"<table:table-row table:number-rows-repeated="{times}"><table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>件<text:span>名</text:span></text:p></table:table-cell></table:table-row>"#
    )
}

#[test]
fn an_opendocument_spreadsheet_is_read_whatever_it_is_called() {
    let cells = r#"<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>
        <table:table-row table:visibility="collapse"><table:table-cell table:number-columns-repeated="2"/>
        <table:table-cell office:value-type="date" office:date-value="2026-04-01T00:00:00"><text:p>R8.4.1</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="12.5" table:number-rows-spanned="2"><office:annotation><dc:creator>誰か</dc:creator><text:p>確認</text:p></office:annotation><text:p>12.5</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>A<text:s text:c="2"/>B</text:p><text:p>C<text:ruby><text:ruby-base>戸</text:ruby-base><text:ruby-text>コ</text:ruby-text></text:ruby></text:p></table:table-cell>
        </table:table-row>"#;
    let bytes = ods(&(row("2", "300") + cells));
    let workbook = read(&bytes, "a.xlsx").unwrap();
    assert_eq!(workbook.container, Container::Ods);
    assert!(workbook.sheets[1].hidden);
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.rows[0].cells.len(), 256, "no ledger is wider");
    assert_eq!(sheet.rows[0].cells[255].shown(), "件名");
    let last = sheet.row(7).unwrap();
    assert!(last.hidden);
    assert_eq!(
        last.cells[2].value,
        RawValue::Date("2026-04-01".parse().unwrap())
    );
    assert_eq!(last.cells[3].value, RawValue::Number(12.5));
    assert_eq!(last.cells[3].note.as_deref(), Some("確認"));
    assert_eq!(last.cells[4].shown(), "A  B\nC戸");
    assert_eq!(
        (sheet.merges[0].first_row, sheet.merges[0].last_row),
        (7, 8)
    );
}

#[test]
fn every_refusal_says_what_to_do() {
    for error in [
        SpreadsheetError::Empty,
        SpreadsheetError::Encrypted,
        SpreadsheetError::Macro,
        SpreadsheetError::Bomb,
        SpreadsheetError::broken("x"),
        SpreadsheetError::UnknownEncoding { line: 3 },
    ] {
        let text = error.to_string();
        assert!(text.contains("ください。"), "{text}");
    }
}

#[test]
fn furigana_is_no_text_and_struck_runs_are_known() {
    let strings = r#"<sst><si><t>戸籍</t><rPh sb="0" eb="2"><t>コセキ</t></rPh><phoneticPr fontId="1"/></si>
        <si><r><rPr><strike/></rPr><t>A社</t></r><r><t xml:space="preserve"> B&amp;C&#x793E;</t></r></si></sst>"#;
    let sheet = r#"<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
        <row r="3" hidden="1"><c r="A3" s="1"><v>46113</v></c><c r="C3" s="2" t="str"><f>A1&amp;"x"</f><v>x_x000D_</v></c>
          <c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:A3"/></mergeCells></worksheet>"#;
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="165" formatCode="[$-411]ge\.m\.d"/></numFmts>
        <fonts><font/><font><strike val="1"/></font></fonts>
        <fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>
        <cellStyleXfs><xf fontId="1"/></cellStyleXfs>
        <cellXfs><xf/><xf numFmtId="165"/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>"#;
    let workbook = read(&workbook(sheet, strings, styles), "a.xlsx").unwrap();
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.name.as_deref(), Some("台帳"));
    assert_eq!(sheet.hidden_columns, [1, 2]);
    assert_eq!(sheet.merges.len(), 1);
    let cell = |row: u32, column: usize| sheet.row(row).unwrap().cells[column].clone();
    assert_eq!(cell(1, 0).shown(), "戸籍");
    assert_eq!(cell(1, 1).shown(), "A社 B&C社");
    assert_eq!(
        cell(1, 1).struck,
        Struck::Partly {
            standing: " B&C社".to_owned()
        }
    );
    assert_eq!(cell(1, 0).note.as_deref(), Some("申請中\n確認する"));
    assert!(sheet.row(3).unwrap().hidden);
    assert_eq!(
        cell(3, 0).value,
        RawValue::Date("2026-04-01".parse().unwrap())
    );
    assert_eq!(cell(3, 2).shown(), "x");
    assert_eq!(cell(3, 2).struck, Struck::Wholly);
    assert!(cell(3, 2).coloured);
    assert_eq!(cell(3, 2).formula.as_deref(), Some("=A1&\"x\""));
    assert_eq!(cell(3, 3).value, RawValue::Error("#DIV/0!".to_owned()));
}

fn workbook(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://x/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &relations(relation("r1", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="台帳" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(
                relation("r1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("r2", "styles", "styles.xml")
                    + &relation("r3", "sharedStrings", "/xl/sharedStrings.xml"),
            ),
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            &relations(relation("r1", "comments", "../comments1.xml")),
        ),
        (
            "xl/comments1.xml",
            r#"<comments><commentList><comment ref="A1"><text><r><t>申請中
確認する</t></r></text></comment></commentList></comments>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", strings),
    ])
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        writer
            .start_file(*path, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A small file that says of itself it will be large.
fn bomb() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let zeros = vec![b' '; 1024 * 1024];
    writer
        .start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    for _ in 0..210 {
        writer.write_all(&zeros).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
