"""A PostgreSQL server of our own: a private cluster, one socket and no port, gone with the `with` block."""
import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile

USER = "postgres"  # what the server runs as if we are root, whom it refuses
# What its documentation recommends to a machine of its own; the write-ahead log as short as it can be.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "maintenance_work_mem": "512MB",
    "work_mem": "64MB",
    "random_page_cost": "1.1",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "synchronous_commit": "off",
}


def programs():
    """The folder of the newest server."""
    folders = glob.glob("/usr/lib/postgresql/*/bin/postgres")
    if not folders:
        raise SystemExit("bench/peers/run: there is no PostgreSQL server in /usr/lib/postgresql")
    return os.path.dirname(max(folders, key=lambda path: int(path.split("/")[4])))


def version():
    output = subprocess.run([programs() + "/postgres", "--version"], check=True, capture_output=True, text=True).stdout
    return output.split()[2]


def _as_user():
    """How to run a command as somebody whom the server accepts."""
    if os.getuid() != 0:
        return []
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]


def _give(path):
    if os.getuid() == 0:
        user = pwd.getpwnam(USER)
        os.chown(path, user.pw_uid, user.pw_gid)


def _initialize(data):
    os.makedirs(data, mode=0o700)
    _give(data)
    command = _as_user() + [programs() + "/initdb", "--pgdata=" + data, "--username=" + USER, "--auth=trust",
                            "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        shutil.rmtree(data, ignore_errors=True)
        raise SystemExit(f"bench/peers/run: initdb failed; can {USER} reach {data}?\n{done.stderr}")


def _wait(process, sockets):
    command = [programs() + "/pg_isready", "--quiet", "--timeout=1", "--host=" + sockets]
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("bench/peers/run: the PostgreSQL server did not start")
        if subprocess.run(command, check=False).returncode == 0:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise SystemExit("bench/peers/run: the PostgreSQL server does not answer")


@contextlib.contextmanager
def running(folder):
    """Starts the server of the cluster in `folder`/cluster, made if there is none; its process.

    `folder`/connection then says how to connect.
    """
    data = os.path.join(os.path.abspath(folder), "cluster")
    if not os.path.exists(data):
        _initialize(data)
    # Short, since the name of a socket must be.
    sockets = tempfile.mkdtemp(prefix="peer-pg")
    _give(sockets)
    settings = dict(SETTINGS, unix_socket_directories=sockets)
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with open(os.path.join(folder, "server.log"), "ab") as log:
        process = subprocess.Popen(_as_user() + [programs() + "/postgres", "-D", data, *options], cwd="/",
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(process, sockets)
        with open(os.path.join(folder, "connection"), "w", encoding="utf-8") as file:
            file.write(f"host={sockets} user={USER} dbname=postgres\n")
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # fast shutdown
        process.wait()
        shutil.rmtree(sockets, ignore_errors=True)
