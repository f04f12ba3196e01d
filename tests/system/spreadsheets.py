"""Spreadsheets whose archives are packed, lie or hide something: spreadsheets.py DIRECTORY writes them, and prints for each
its name, the exit status that importing it gives and words of what is said."""
import io
import os
import struct
import sys
import zipfile

OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
BOOK = f'''<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets>
<sheet name="Om" sheetId="3" r:id="rId2"/><sheet name="System" sheetId="1" r:id="rId1"/></sheets></workbook>'''
RELATIONS = f'''<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="rId4" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'''
STYLES = '''<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'''
TEXTS = '<sst>' + ''.join(f'<si><t>{text}</t></si>' for text in ('code', 'name', 'in_use_from', 'notes')) + '</sst>'
HEADER = '<row r="1">' + ''.join(f'<c r="{c}1" t="s"><v>{i}</v></c>' for i, c in enumerate('ABCD')) + '</row>'


def row(number, *cells):
    return f'<row r="{number}">' + ''.join(cells) + '</row>'


def text(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def sheet(*rows):
    return '<worksheet><sheetData>' + HEADER + ''.join(rows) + '</sheetData></worksheet>'


GOOD = sheet(row(2, text('A2', 'PRO'), text('B2', 'Procapita'), '<c r="C2" s="1"><v>43466</v></c>', text('D2', '=1+1')),
             row(3, text('A3', 'LEX'), text('B3', 'Lex')))
BAD = sheet(row(2, text('A2', 'PRO'), '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
            row(40, text('A40', 'LEX'), text('B40', 'Lex'), '<c r="C40" s="1"><v>60</v></c>'))


def workbook(rows, packed=zipfile.ZIP_DEFLATED, more=()):
    """The bytes of an archive; the sheet System is the second one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', packed) as archive:
        for name, part in (('xl/workbook.xml', BOOK), ('xl/_rels/workbook.xml.rels', RELATIONS), ('xl/styles.xml', STYLES),
                           ('xl/sharedStrings.xml', TEXTS), ('xl/worksheets/sheet2.xml', sheet(row(2, text('A2', 'OM'), text('B2', 'Om')))),
                           ('xl/worksheets/sheet1.xml', rows), *more):
            archive.writestr(name, part)
    return out.getvalue()


def altered(data, name, at_local, at_central, value):
    """The same archive with a number of the part's head, and of its entry in the directory, made another."""
    data = bytearray(data)
    for mark, name_at, at in ((b'PK\3\4', 30, at_local), (b'PK\1\2', 46, at_central)):
        place = data.find(mark)
        while data[place + name_at:place + name_at + len(name)] != name:
            place = data.find(mark, place + 4)
        data[place + at:place + at + len(value)] = value
    return bytes(data)


SHEET = b'xl/worksheets/sheet1.xml'
huge = sheet(row(2, text('A2', 'a' * 30_000_000), text('B2', 'b')))
inner = workbook(GOOD)
CASES = {
    'good': (workbook(GOOD), 0, '2 rows read'),
    'stored': (workbook(GOOD, zipfile.ZIP_STORED), 0, '2 rows read'),
    'with-an-archive-within': (workbook(GOOD, more=[('xl/embeddings/other.xlsx', inner), ('xl/vbaProject.bin', b'macro')]), 0, '2 rows read'),
    'errors': (workbook(BAD), 2, 'errors.xlsx:System!B2: the cell holds the error #DIV/0!'),
    'wrong-day': (workbook(BAD), 2, 'wrong-day.xlsx:System!C40: in_use_from:'),
    'bomb': (workbook(huge), 2, 'unpacks to far more'),
    'bomb-that-lies': (altered(workbook(huge), SHEET, 22, 24, struct.pack('<I', 500)), 2, ''),
    'encrypted': (altered(workbook(GOOD), SHEET, 6, 8, struct.pack('<H', 1)), 2, 'encrypted'),
    'lzma': (workbook(GOOD, zipfile.ZIP_LZMA), 2, 'packed in a way that spreadsheets are not'),
    'wrong-sum': (altered(workbook(GOOD), SHEET, 14, 16, b'abcd'), 2, 'damaged'),
    'cut-off': (workbook(GOOD)[:-100], 2, 'cut off'),
    'leads-out': (workbook(GOOD, more=[('../../../tmp/forvalta-was-here', 'x')]), 2, 'leads out'),
    'laughs': (workbook('<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w><row><c t="str"><v>&b;</v></c></row></w>'), 2, 'document type'),
    'external': (workbook('<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'), 2, 'document type'),
    'deep': (workbook('<a>' * 100000), 2, 'deeper'),
    'old': (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(2000), 2, 'old .xls'),
}

if __name__ == '__main__':
    for name, (data, status, words) in CASES.items():
        with open(os.path.join(sys.argv[1], name + '.xlsx'), 'wb') as file:
            file.write(data)
        print(f'{name}|{status}|{words}')
