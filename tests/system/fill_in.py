"""Answers the questions of a review's spreadsheet as a spreadsheet program would save it: fill_in.py FILE DECISION…, one
for each row; texts stand in the cells themselves."""
import os
import re
import sys
import zipfile

SHEET = 'xl/worksheets/sheet1.xml'
FIRST = 5  # row of the first question


def main(path, *decisions):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts[SHEET].decode()
    column = re.search('sqref="([A-Z]+)[0-9]', sheet[sheet.index('<dataValidation '):]).group(1)
    for row, decision in enumerate(decisions, FIRST):
        sheet, count = re.subn(f'<c r="{column}{row}"[^>]*?(/>|>.*?</c>)',
                               f'<c r="{column}{row}" t="inlineStr"><is><t>{decision}</t></is></c>', sheet)
        if count != 1:
            sys.exit(f'{path}: there is no cell {column}{row}')
    parts[SHEET] = sheet.encode()
    with zipfile.ZipFile(path + '.part', 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    os.replace(path + '.part', path)


main(*sys.argv[1:])
