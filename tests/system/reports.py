"""The reports of a register, counted again from its lists and looked at as pages: reports.py PROGRAM STORE DIRECTORY.

Nothing of the program's own arithmetic is used: amounts are added up from what `list --format json` says of each record,
committees are found by walking up the units. The pages are read as HTML, and printed by Chromium where it is there."""
import csv, io, json, shutil, struct, subprocess, sys, zlib
from decimal import Decimal
from html.parser import HTMLParser

PROGRAM, STORE, DIRECTORY = sys.argv[1:4]
TODAY, UNTIL = '2026-11-22', '2031-11-22'
REPORTS = [['upcoming'], ['upcoming', '--by', 'committee'], ['supplier', 'LEV-0006'], ['service', 'SRV-0027'],
           ['opportunity', 'OPP-0002'], ['decision', 'AVT-0044'], ['decision', 'SYS-0091'], ['decision', 'OPP-0003'],
           ['cost', 'OPP-0003'], ['exit', 'LEV-0006']]


def run(*words):
    made = subprocess.run([PROGRAM, '--store', STORE, '--today', TODAY, *words], capture_output=True, text=True)
    assert made.returncode == 0, (words, made.returncode, made.stderr)
    return made.stdout


def rows(entity, columns, where=None):
    condition = ['--where', where] if where else []
    return json.loads(run('list', entity, '--format', 'json', '--columns', columns, *condition))


def report(*words):
    return json.loads(run('report', *words, '--format', 'json'))


def money(text):
    return Decimal(0) if text is None else Decimal(text)


# ---- counted again ----

class Register:
    def __init__(self):
        self.units = {u['code']: u for u in rows('unit', 'code,name,kind,parent')}
        self.systems = {s['code']: s for s in rows('system', 'code,name,unit,phase,supplier,operated_by,maintained_by,decide_by,'
                                                             'decide_state,decide_trigger,trigger_day,planned_retirement')}
        self.contracts = {c['code']: c for c in rows('contract', 'code,name,supplier,unit,start,yearly_cost,total_value,state,'
                                                                 'renewal,running,terminated,current_end,final_end,procurement')}
        self.covered = rows('contract_system', 'contract,system,part')
        self.licences = {l['code']: l for l in rows('licence', 'code,system,quantity,unit_cost,period,start,end')}
        self.opportunities = {o['code']: o for o in rows('opportunity', 'code,stage,budget,end,decide_by,unit,service,programme')}
        self.costs = rows('cost', 'code,system,contract,year,kind,basis,amount,certainty,paid_under')

    def committee(self, unit):
        while unit:
            if self.units[unit]['kind'] == 'committee':
                return self.units[unit]['name']
            unit = self.units[unit]['parent']
        return None

    def licence_cost(self, licence):
        if licence['unit_cost'] is None or licence['period'] is None:
            return None, None
        amount = money(licence['unit_cost']) * (1 if licence['quantity'] is None else licence['quantity'])
        return (None, amount) if licence['period'] == 'once' else (amount * (12 if licence['period'] == 'month' else 1), None)

    def system_cost(self, code, year=2026):
        """Each kind on its best basis, in the year or, of a kind that runs, in the last year before it."""
        runs = {'licence', 'operation', 'support', 'administration', 'business_time'}
        best = {'actual': 3, 'forecast': 2, 'budget': 1}
        total = Decimal(0)
        own = [c for c in self.costs if c['system'] == code and c['kind'] != 'residual']
        for kind in {c['kind'] for c in own}:
            of_kind = [c for c in own if c['kind'] == kind and (c['year'] == year or (kind in runs and c['year'] < year))]
            if not of_kind:
                continue
            last = max(c['year'] for c in of_kind)
            of_year = [c for c in of_kind if c['year'] == last]
            basis = max(best[c['basis']] for c in of_year)
            total += sum(money(c['amount']) for c in of_year if best[c['basis']] == basis)
        return total


def sums(items):
    return {'items': len(items), 'unknown': sum(i['cost'] == 'unknown' for i in items),
            **{state: sum(i['state'] == state for i in items) for state in ('passed', 'now', 'soon', 'open', 'decided')},
            **{name: sum(money(i[name]) for i in items) for name in ('yearly', 'once', 'estimated')}}


def same_sums(told, counted, what):
    for name, value in counted.items():
        if name not in told:
            continue
        if told[name] is None:  # nothing of it is known: that is not 0
            assert counted['unknown'] == counted['items'] > 0 and value == 0, (what, name, value)
        else:
            assert (Decimal(told[name]) if isinstance(value, Decimal) else told[name]) == value, (what, name, told[name], value)


def year_of(item):
    day = item['day'] or item['decide_by']
    return 'none' if day is None else 'behind' if item['day'] and day < TODAY else day[:4]


def check_upcoming_adds_up(by):
    page = report('upcoming', '--by', by)
    items = page['upcoming']
    assert len(items) > 200, len(items)
    same_sums(page, sums(items), 'the whole')
    for year in page['by_year']:
        same_sums(year, sums([i for i in items if year_of(i) == year['year']]), year['year'])
    assert {y['year'] for y in page['by_year']} == {year_of(i) for i in items}
    for place in page.get('by_committee', []):
        name = None if place['committee'] == 'No committee' else place['committee']
        same_sums(place, sums([i for i in items if i['committee'] == name]), place['committee'])
    assert by == 'year' or sum(p['items'] for p in page['by_committee']) == page['items']
    listed = list(csv.DictReader(io.StringIO(run('report', 'upcoming', '--by', by, '--format', 'csv'))))
    assert [(i['code'], i['yearly'] or None) for i in listed] == [(i['code'], i['yearly']) for i in items]
    return items


def check_upcoming_of_committees(register):
    """What each committee is told of its own is its part of the whole."""
    whole = report('upcoming', '--by', 'committee')['by_committee']
    for code, unit in register.units.items():
        if unit['kind'] == 'committee':
            own = report('upcoming', code)
            same = [p for p in whole if p['committee'] == unit['name']] or [{'items': 0}]
            assert own['items'] == same[0]['items'], (code, own['items'], same)
            same_sums(own, sums(own['upcoming']), code)


def check_upcoming_costs(register, items):
    """What each costs, once; and nothing is 0 because it is not known."""
    told = set()
    owner_of = lambda item: item['code'] if item['code'][:3] in ('AVT', 'LIC', 'OPP') else item['system']
    counted = {owner_of(i) for i in items if i['cost'] == 'counted'}
    for item in items:
        owner = owner_of(item)
        if item['cost'] == 'counted':
            assert item['yearly'] is None and item['once'] is None, item
            continue
        assert owner not in told or item['cost'] == 'unknown', item
        told.add(owner)
        if owner.startswith('AVT'):
            contract = register.contracts[owner]
            wanted = (contract['yearly_cost'], None if contract['yearly_cost'] else contract['total_value'])
        elif owner.startswith('LIC'):
            wanted = register.licence_cost(register.licences[owner])
        elif owner.startswith('OPP'):
            wanted = (None, register.opportunities[owner]['budget'])
        else:
            wanted = (register.system_cost(owner), None)
        for name, amount in zip(('yearly', 'once'), wanted):
            assert (item[name] is None) == (amount is None) and money(item[name]) == money(amount), (item, amount)
        assert (item['cost'] == 'unknown') == (wanted == (None, None)), item
    assert counted and counted <= told, counted - told


def check_upcoming_is_whole(register, items):
    """Nothing that comes up is left out, and each is where and when the lists say."""
    by_code = {}
    for item in items:
        by_code.setdefault(item['code'], []).append(item)
        first = min(d for d in (item['day'], item['decide_by'], '9999') if d)
        assert first <= UNTIL or first == '9999', item
        if item['code'].startswith('AVT'):
            unit = register.contracts[item['code']]['unit'] or (register.systems[item['system']]['unit'] if item['system'] else None)
        elif item['code'].startswith('OPP'):
            unit = register.opportunities[item['code']]['unit']
        else:
            unit = register.systems[item['system']]['unit'] if item['system'] else None
        assert item['committee'] == register.committee(unit), item
        assert item['state'] != 'passed' or item['left'], ('nothing is said to be left', item)
    answers = {(about, d['term_end']) for d in rows('decision', 'about,term_end,outcome') if d['term_end'] and
               d['outcome'] in ('approved', 'let_run', 'give_notice', 'use_option') for about in d['about']}
    of_terms = [i for i in items if i['kind'] in ('option', 'renewal') and i['code'].startswith('AVT')]
    assert any((i['code'], i['day']) in answers for i in of_terms), answers
    assert all(i['state'] == 'decided' for i in of_terms if (i['code'], i['day']) in answers)
    for code, contract in register.contracts.items():
        if contract['state'] != 'ended' and contract['current_end'] and contract['current_end'] <= UNTIL:
            assert code in by_code, contract
    for code, licence in register.licences.items():
        if licence['end'] and TODAY <= licence['end'] <= UNTIL:
            assert code in by_code, licence
    programmes = {o['programme'] for o in register.opportunities.values()}
    for code, opportunity in register.opportunities.items():
        if code in programmes and opportunity['budget'] is None:
            assert code not in by_code
            continue
        planned = opportunity['stage'] in ('received', 'triage', 'prepared', 'prioritised', 'decided', 'running', 'delivered')
        days = [d for d in (opportunity['end'], opportunity['decide_by']) if d]
        assert (code in by_code) == (planned and (not days or min(days) <= UNTIL)), opportunity
    for code, system in register.systems.items():
        if system['decide_state'] in ('passed', 'now', 'soon', 'open') and (system['decide_by'] or '9999') <= UNTIL:
            found = [i for i in items if i['decide_by'] == system['decide_by'] and i['day'] == system['trigger_day'] and
                     (i['system'] == code or any((c['contract'], c['system']) == (i['code'], code) for c in register.covered))]
            assert found and any(i['state'] == system['decide_state'] for i in found), system


def check_supplier(register, code):
    page = report('supplier', code)
    suppliers = rows('supplier', 'code,part_of')
    family = {code}
    for _ in suppliers:
        family |= {s['code'] for s in suppliers if s['part_of'] in family}
    contracts = {c: v for c, v in register.contracts.items() if v['supplier'] in family and v['state'] != 'ended'}
    assert {c['code'] for c in page['contracts']} == set(contracts)
    assert page['members'] == len(family) and page['contract_count'] == len(contracts)
    assert page['direct_awards'] == sum(c['procurement'] == 'direct' for c in contracts.values())
    rests = {s for s, v in register.systems.items() if family & {v['supplier'], v['operated_by'], v['maintained_by']}}
    rests |= {c['system'] for c in register.covered if c['contract'] in contracts}
    rests = {s for s in rests if register.systems[s]['phase'] != 'retired'}
    assert rests <= {s['code'] for s in page['rests_on_it']}, rests
    for year in (y for y in page['by_year'] if y['agreed'] is not None):
        agreed = unknown = 0
        for contract in contracts.values():
            goes_on = not contract['terminated'] and (contract['running'] == 'yes' or contract['renewal'] == 'tacit')
            ends = '9999' if goes_on else contract['final_end'] or contract['current_end'] or '9999'
            if contract['start'][:4] <= str(year['year']) <= ends[:4]:
                agreed += money(contract['yearly_cost'])
                unknown += contract['yearly_cost'] is None
        assert (money(year['agreed']), year['unknown']) == (agreed, unknown), (code, year, agreed, unknown)
    under = {c for c, v in register.contracts.items() if v['supplier'] in family}
    for year in page['by_year']:
        for basis in ('budget', 'forecast', 'actual'):
            counted = sum(money(c['amount']) for c in register.costs
                          if c['year'] == year['year'] and c['basis'] == basis and {c['contract'], c['paid_under']} & under)
            assert money(year[basis]) == counted, (code, year, basis, counted)


def check_service(code):
    page = report('service', code)
    supports = rows('support', 'system,importance', 'service.code = "%s"' % code)
    assert {(s['system'], s['importance']) for s in supports} == {(s['code'], s['importance']) for s in page['systems']}
    volumes = [v for v in rows('volume', 'service,year,number') if v['service'] == code and v['year'] <= 2026]
    assert ('volume' in page) == bool(volumes)
    if volumes:
        last = max(v['year'] for v in volumes)
        assert page['volume'] == sum(v['number'] for v in volumes if v['year'] == last) and page['volume_year'] == last
        assert money(page['cost_each']) == (money(page['cost_this_year']) / page['volume']).quantize(Decimal('0.01'))
    cost = json.loads(run('cost', code, '--format', 'json'))
    for own, other in (('cost_full', 'lcc'), ('cost_narrow', 'lcc_narrow'), ('cost_yearly', 'yearly')):
        assert page[own] == cost[other], (own, page[own], cost[other])
    for told, counted in zip(page['cost_by_year'], cost['by_year']):
        assert money(told['sum']) == money(counted['sum']) == money(told['narrow']) + money(told['beside']), (told, counted)


# ---- as pages ----

EMPTY = {'meta', 'br', 'rect', 'path', 'circle'}


class Page(HTMLParser):
    """Well formed, nothing that a word processor would lose, every row of a table as wide as its head."""

    def __init__(self):
        super().__init__()
        self.open, self.headings, self.tables, self.missing, self.words = [], [], 0, 0, []
        self.width = self.cells = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        assert tag not in ('div', 'script', 'img', 'link', 'iframe', 'form'), tag
        assert not {'src', 'href', 'onclick', 'onload'} & set(attributes), attributes
        if tag == 'html':
            assert attributes['lang'] in ('en', 'sv')
        if tag == 'table':
            self.tables += 1
            self.width = None
        if tag == 'tr':
            self.cells = 0
        if tag in ('td', 'th'):
            assert tag == 'td' or 'scope' in attributes, attributes
            self.cells += int(attributes.get('colspan', 1))
        if tag == 'svg':
            assert attributes['role'] == 'img'
        if attributes.get('class') == 'm':
            self.missing += 1
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in EMPTY:
            return
        assert self.open.pop() == tag, (tag, self.open)
        if tag == 'tr':
            assert self.width in (None, self.cells), (self.width, self.cells)
            self.width = self.cells

    def handle_data(self, words):
        if self.open and self.open[-1] in ('h1', 'h2', 'h3'):
            self.headings.append((self.open[-1], words))
        self.words.append(words)


FRAME = {'sv': ['Förslag till beslut', 'Sammanfattning', 'Bakgrund', 'Alternativ', 'Ekonomiska konsekvenser',
                'Konsekvenser för personal', 'Prövning av barnets bästa', 'Risker', 'Beslutsunderlag', 'Beslutet skickas till'],
         'en': ['Proposal for decision', 'Summary', 'Background', 'Alternatives', 'Economic consequences', 'Consequences for staff',
                'The best interests of children', 'Risks', 'Basis for the decision', 'The decision is sent to']}


def check_page(words, lang):
    path = '%s/%s.%s.html' % (DIRECTORY, '-'.join(w.strip('-') for w in words), lang)
    run('--lang', lang, 'report', *words, '--format', 'html', '--output', path)
    page = Page()
    page.feed(open(path, encoding='utf-8').read())
    page.close()
    assert page.open == [] and page.tables > 0, (path, page.open)
    assert page.headings[0][0] == 'h1' and [h for h, _ in page.headings].count('h1') == 1
    if words[0] == 'decision':
        assert [h for rank, h in page.headings if rank == 'h2'] == FRAME[lang], page.headings
        assert page.missing >= 1
    return path


# ---- printed ----

def pixels(path):
    """Rows of grey values of a PNG of 8 bits as Chromium writes it."""
    data = open(path, 'rb').read()
    width, height, depth, colour = struct.unpack('>IIBB', data[16:26])
    assert depth == 8 and colour in (2, 6)
    channels, at, packed = (3 if colour == 2 else 4), 8, b''
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        packed += data[at + 8:at + 8 + size] if kind == b'IDAT' else b''
        at += size + 12
    raw, stride, before = zlib.decompress(packed), width * channels, bytearray(width * channels)
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for x in range(stride if kind else 0):
            left = line[x - channels] if x >= channels else 0
            corner = before[x - channels] if x >= channels else 0
            if kind == 1:
                line[x] = (line[x] + left) & 255
            elif kind == 2:
                line[x] = (line[x] + before[x]) & 255
            elif kind == 3:
                line[x] = (line[x] + (left + before[x]) // 2) & 255
            else:
                p = left + before[x] - corner
                a, b, c = abs(p - left), abs(p - before[x]), abs(p - corner)
                line[x] = (line[x] + (left if a <= b and a <= c else before[x] if b <= c else corner)) & 255
        before = line
        yield line, channels


# The width of what A4 holds between its margins, what lies beside it, and how small it is looked at.
SHEET, ROOM, SCALE = 673, 40, 0.5


def as_printed(path):
    """The page with the style of paper, as wide as the sheet, with room to its right that must stay empty."""
    page = open(path, encoding='utf-8').read()
    head, rest = page.split('@media print {', 1)
    page = head.replace('@media screen', '@media (max-width: 1px)') + '@media all {' + rest
    page = page.replace('</style>', 'body { width: %dpx; margin: 0 !important; }\n</style>' % SHEET, 1)
    open(path + '.sheet.html', 'w', encoding='utf-8').write(page)
    return path + '.sheet.html'


def chromium(path, *options):
    made = subprocess.run(['timeout', '120', shutil.which('chromium'), '--headless', '--no-sandbox', '--disable-gpu',
                           '--disable-dev-shm-usage', '--user-data-dir=%s/chromium' % DIRECTORY, '--hide-scrollbars',
                           '--enable-logging=stderr', *options, 'file://' + path], capture_output=True, text=True)
    assert made.returncode == 0, (path, made.returncode, made.stderr[-500:])
    assert 'CONSOLE' not in made.stderr, made.stderr
    return made.stdout


def chromium_starts():
    """In some containers it is there and cannot run: that says nothing of the pages."""
    path = DIRECTORY + '/empty.html'
    open(path, 'w').write('<!DOCTYPE html><title>Empty</title><p>Here')
    try:
        return 'Here' in chromium(path, '--dump-dom')
    except AssertionError:
        return False


def check_printed(path, least, most, as_sheet):
    page = Page()
    page.feed(open(path, encoding='utf-8').read())
    dom = chromium(path, '--dump-dom', '--no-pdf-header-footer', '--print-to-pdf=%s.pdf' % path)
    assert dom.count('<table') == page.tables and dom.count('<svg') == dom.count('</svg>')
    sheets = open(path + '.pdf', 'rb').read().replace(b'/Type /Pages', b'').count(b'/Type /Page')
    assert least <= sheets <= most, (path, sheets)
    if not as_sheet:
        return
    chromium(as_printed(path), '--window-size=%d,1800' % (SHEET + ROOM), '--force-device-scale-factor=%s' % SCALE,
             '--screenshot=%s.png' % path)
    drawn, edge = 0, int((SHEET + 4) * SCALE)
    for line, channels in pixels(path + '.png'):
        drawn += any(value < 128 for value in line[:edge * channels])
        assert all(value > 250 for value in line[edge * channels:]), 'something is cut to the right: %s' % path
    assert drawn > 200, 'the page is empty'


def check_timeline():
    """Each day of the timeline is the one that the lists say, and every day of the lists is in it."""
    drawn = list(csv.DictReader(io.StringIO(run('timeline', '--format', 'csv'))))
    for event in ('decide_by', 'support_ends', 'act_by'):
        listed = {(s['code'], s[event]) for s in rows('system', 'code,' + event) if s[event]}
        assert {(d['code'], d['day']) for d in drawn if d['event'] == event} == listed and listed, event
    contract = rows('contract', 'code,current_end,last_notice_day', 'last_notice_day is set')[0]
    own = {(d['event'], d['day']) for d in csv.DictReader(io.StringIO(run('timeline', contract['code'], '--format', 'csv')))
           if d['code'] == contract['code']}
    assert {('term_ends', contract['current_end']), ('notice_by', contract['last_notice_day'])} <= own, own
    page = run('timeline', 'SYS-0006', '--format', 'html')
    assert page.count('<svg') == 1 and '◆' in page and page.count('<rect') > 8


register = Register()
check_timeline()
listed = check_upcoming_adds_up('year')
check_upcoming_adds_up('committee')
assert report('upcoming')['by_year'] == report('upcoming', '--by', 'committee')['by_year']
check_upcoming_of_committees(register)
check_upcoming_costs(register, listed)
check_upcoming_is_whole(register, listed)
for supplier in ('LEV-0006', 'LEV-0001', 'LEV-0003'):
    check_supplier(register, supplier)
for service in ('SRV-0027', 'SRV-0004'):
    check_service(service)
paths = {(words[0], lang): check_page(words, lang) for words in REPORTS for lang in ('sv', 'en')
         if words[0] == 'decision' or lang == 'sv'}
if len(sys.argv) > 4:
    pass  # printed once is enough: sanitizers change nothing of it
elif shutil.which('chromium') is None:
    print('    skipped: there is no chromium to print with')
elif not chromium_starts():
    print('    skipped: chromium is there, but does not start here')
else:
    check_printed(paths['upcoming', 'sv'], 15, 30, True)
    check_printed(paths['decision', 'en'], 2, 6, False)
