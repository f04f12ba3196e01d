"""Hostile surroundings: every command below in every surrounding below ends with a status of its own, by no signal, in
time, and says nothing that could steer a terminal; afterwards the register is whole. hostile.py PROGRAM STORE DIRECTORY

HOSTILE=all for every call, else every seventh."""
import ctypes
import os
import re
import resource
import subprocess
import sys

program, store, scratch = (os.path.abspath(path) for path in sys.argv[1:4])
SANITIZED = os.environ.get('SANITIZED')  # such a program needs address space without end, and is slow
STEP = 1 if os.environ.get('HOSTILE') == 'all' else 23 if SANITIZED else 7  # no divisor of the tables' sizes
ESCAPE = '\x1b]0;x\x07\x1b[2J\u202e\u009b31m'
LONG = 'A' * 100_000
PATIENCE = 60

COMMANDS = (
    (), ('--version',), ('help',), ('list', 'system'), ('list', 'system', '--format', 'csv'), ('show', 'SYS-0001', '--why'),
    ('history',), ('audit', '--no-write'), ('stat',), ('doctor',), ('verify',), ('rules',), ('notify', '--dry-run'),
    ('export', '--format', 'jsonl'), ('import', '--entity', 'system', '--dry-run', '-'), ('ssh-keys',), ('complete', '--', 'list', ''),
    ('--as-of', '#1', 'list', 'system'), ('nothing',), ('list', 'system', '--where', 'name ='),
)
# What is told of hostile words: the commands that take them.
HOSTILE_WORDS = tuple(
    words for hostile in (ESCAPE, LONG, '%n%n%s%s', '\udcff\udcfe', '', '../../../../etc/passwd', '-', '--', '=', '\r\nx')
    for words in ((hostile,), ('list', hostile), ('list', 'system', '--where', hostile), ('list', 'system', '--columns', hostile),
                  ('list', 'system', '--format', hostile), ('list', 'system', '--words', hostile), ('show', hostile),
                  ('set', 'SYS-0001', hostile), ('set', 'SYS-0001', 'name=' + hostile), ('set', 'SYS-0001', hostile + '=x'),
                  ('add', hostile), ('undo', hostile), ('history', hostile), ('import', hostile), ('help', hostile), ('schema', hostile),
                  ('audit', '--rule', hostile), ('audit', '--fail-on', hostile), ('finding', 'accept', hostile, '--why', hostile),
                  ('--lang', hostile, 'stat'), ('--today', hostile, 'stat'), ('--as-of', hostile, 'stat'), ('--config', hostile, 'stat'),
                  ('--as', hostile, 'stat'), ('--ssh', hostile, 'stat'), ('--' + hostile,), ('complete', '--', 'list', hostile),
                  ('catalogue', 'import', hostile), ('restore', hostile), ('ssh-keys', '--user', hostile, '--type', hostile, '--key', hostile)))
ENVIRONMENT = [{name: value} for name, values in {
    'LANG': (ESCAPE, LONG, '%n%s', '../../etc', 'sv_SE.UTF-8'), 'LC_ALL': (ESCAPE, LONG), 'LANGUAGE': (LONG, '../..:%n'),
    'TZ': (':/etc/passwd', '../../../../etc/passwd', LONG, '%n%s', ESCAPE), 'HOME': ('', 'x', '/dev/null', LONG, ESCAPE),
    'XDG_CONFIG_HOME': ('', 'x', '/dev/null', LONG, ESCAPE), 'XDG_DATA_HOME': (LONG,), 'XDG_STATE_HOME': (LONG, ESCAPE),
    'TMPDIR': ('/nowhere', '', LONG, ESCAPE, '/dev/null'), 'TERM': ('', 'nonsense', '../../../etc/passwd', LONG, ESCAPE, '%p1%s'),
    'TERMINFO': ('/proc/self', LONG), 'COLUMNS': ('-1', '99999999999999999999', '%n'), 'LINES': ('0', LONG),
    'SSH_CONNECTION': (ESCAPE, LONG, '1 2 3 4'), 'SSH_USER_AUTH': ('/dev/zero', '/', LONG), 'NLSPATH': ('%N/%n',),
    'TEXTDOMAINDIR': ('/tmp',), 'LOCPATH': ('/tmp',), 'NO_COLOR': (LONG,), 'USER': ('root',), 'LOGNAME': (ESCAPE,),
}.items() for value in values]


def without(*files):
    return lambda: [os.close(file) for file in files]


def limit(what, value):
    return lambda: resource.setrlimit(what, (value, value))


def nowhere():
    place = os.path.join(scratch, f'gone-{os.getpid()}')
    os.mkdir(place, 0o700)
    os.chdir(place)
    os.rmdir(place)


PROCESS = {
    'no input': without(0), 'no output': without(1), 'no errors': without(2), 'nothing open': without(0, 1, 2),
    'no files': limit(resource.RLIMIT_NOFILE, 4), 'few files': limit(resource.RLIMIT_NOFILE, 6),
    'no file may grow': limit(resource.RLIMIT_FSIZE, 0), 'small stack': limit(resource.RLIMIT_STACK, 256 << 10),
    'little memory': limit(resource.RLIMIT_AS, 64 << 20), 'no processes': limit(resource.RLIMIT_NPROC, 0),
    'open mask': lambda: os.umask(0), 'closed mask': lambda: os.umask(0o777), 'directory that is gone': nowhere,
}
if SANITIZED:
    for name in ('little memory', 'small stack', 'no files', 'few files'):
        del PROCESS[name]
HARMFUL = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
failed = 0


def complain(what, words, why):
    global failed
    failed += 1
    print(f'    {what}: {" ".join(words)[:120]!r}: {why}')


def judge(what, words, status, output):
    if status not in (0, 1, 2, 64):
        complain(what, words, f'status {status}')
    text = output.decode('utf-8', 'backslashreplace')
    found = HARMFUL.search(text)
    if found:
        complain(what, words, f'{found.group()!r} is written: {text[max(0, found.start() - 30):found.end() + 30]!r}')


def run(what, words, environment=None, before=None):
    surroundings = {'PATH': os.environ['PATH'], 'HOME': scratch, 'ASAN_OPTIONS': 'exitcode=99', **(environment or {})}
    call = [program, '--store', store, '--today', '2026-11-22', *words]
    try:
        done = subprocess.run([os.fsencode(word.replace('\0', '')) for word in call], env=surroundings, preexec_fn=before, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        judge(what, words, done.returncode, done.stdout + done.stderr)
    except subprocess.TimeoutExpired:
        complain(what, words, 'it does not end')
    except subprocess.SubprocessError as error:
        complain(what, words, f'it could not be tried: {error}')
    except OSError as error:
        if 'Argument list too long' not in str(error):
            raise


def run_without_words():
    """Not even a name: what execve gives who asks for it."""
    child = os.fork()
    if child == 0:
        os.close(1)
        os.close(2)
        ctypes.CDLL(None).execve(program.encode(), (ctypes.c_char_p * 1)(None), (ctypes.c_char_p * 1)(None))
        os._exit(99)
    _, status = os.waitpid(child, 0)
    judge('no words at all', (), os.waitstatus_to_exitcode(status), b'')


calls = [(str(environment)[:60], words, environment, None) for environment in ENVIRONMENT for words in COMMANDS]
calls += [(name, words, None, deed) for name, deed in PROCESS.items() for words in COMMANDS]
calls += [('hostile words', words, None, None) for words in HOSTILE_WORDS]
for call in calls[::STEP]:
    run(*call)
run('many words', ('list',) + ('x',) * 20_000)
run_without_words()
verified = subprocess.run([program, '--store', store, 'verify'], capture_output=True, check=False)
if verified.returncode != 0:
    complain('afterwards', ('verify',), verified.stdout + verified.stderr)
print(f'{len(calls)} calls to choose from, {failed} failed')
sys.exit(failed > 0)
