"""Debian's nginx and Apache before a service, with the very files that ``gremien deploy`` makes."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Self

from gremien_app.config import deploy_dir, load_settings
from gremien_app.operation.cli.deploy import Wanted, filled
from tests.live import Browser, free_port

PROGRAMS = {"nginx": "/usr/sbin/nginx", "apache": "/usr/sbin/apache2"}
_MODULES = (
    "mpm_event authz_core ssl socache_shmcb proxy proxy_http proxy_balancer slotmem_shm "
    "lbmethod_byrequests headers setenvif alias deflate filter"
)
_NGINX = """
worker_processes 1; pid {here}/pid; error_log {here}/main.log;{user}
events {{}}
http {{
    client_body_temp_path {here}/body; proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/f;
    uwsgi_temp_path {here}/u; scgi_temp_path {here}/s; access_log off;
    gzip on; gzip_types text/html text/calendar;  # as careless as can be
    include {here}/gremien.conf;
}}
"""
_APACHE = """
ServerRoot {here}
PidFile {here}/pid
DefaultRuntimeDir {here}
ServerName localhost
ErrorLog {here}/main.log
Listen 127.0.0.1:{plain}
Listen 127.0.0.1:{secure}
{modules}
{user}
AddOutputFilterByType DEFLATE text/html text/calendar
Include {here}/gremien.conf
"""


class Front:
    """A web server on two ports of this machine, made ready before the services it asks."""

    def __init__(self, kind: str, *ports: int) -> None:
        self.kind, self.ports = kind, ports
        self.plain, self.secure = free_port(), free_port()
        self.origin = f"https://localhost:{self.secure}"
        # Readable for the user that Apache becomes; no folder of the tests is.
        self.folder = Path(tempfile.mkdtemp(prefix=f"gremien-{kind}-"))
        self.folder.chmod(0o755)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, data: Path) -> Self:
        self._write(data)
        program = PROGRAMS[self.kind]
        command = (
            [program, "-p", str(self.folder), "-c", str(self.folder / "main.conf")]
            if self.kind == "nginx"
            else [program, "-f", str(self.folder / "main.conf")]
        )
        environment = os.environ | {"APACHE_LOG_DIR": str(self.folder)}
        tried = subprocess.run(
            [*command, "-t"], env=environment, capture_output=True, text=True, check=False
        )
        assert tried.returncode == 0, tried.stdout + tried.stderr
        stay = ["-g", "daemon off;"] if self.kind == "nginx" else ["-DFOREGROUND"]
        self.process = subprocess.Popen([*command, *stay], env=environment)
        for _ in range(1_200):  # a minute: the machine may be busy
            with suppress(OSError):
                self.browser().get("/healthz")
                return self
            time.sleep(0.05)
        raise AssertionError(self.told())

    def _write(self, data: Path) -> None:
        here = self.folder
        subject = ["-subj", "/CN=localhost", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                *subject,
                "-out",
                here / "c.pem",
                "-keyout",
                here / "k.pem",
            ],
            check=True,
            capture_output=True,
        )
        shutil.copy(deploy_dir() / "502.html", here / "502.html")
        settings = load_settings(data, public_origin=self.origin)
        wanted = Wanted(self.ports, here, str(here / "c.pem"), str(here / "k.pem"))
        (text,) = filled(self.kind, settings, wanted).values()
        # What belongs to the machine: low ports, folders of logs, an address of version 6.
        text = re.sub(r".*\[::\]:.*\n", "", text).replace("/var/log/nginx", str(here))
        text = text.replace(str(deploy_dir()), str(here))
        text = text.replace("listen 80;", f"listen {self.plain};")
        text = text.replace("<VirtualHost *:80>", f"<VirtualHost *:{self.plain}>")
        (here / "gremien.conf").write_text(text, encoding="utf-8")
        is_root = os.geteuid() == 0
        if self.kind == "nginx":
            main = _NGINX.format(here=here, user=" user root;" if is_root else "")
        else:
            modules = "\n".join(
                f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
                for name in _MODULES.split()
            )
            user = "User nobody\nGroup nogroup" if is_root else ""
            main = _APACHE.format(
                here=here, plain=self.plain, secure=self.secure, modules=modules, user=user
            )
        (here / "main.conf").write_text(main, encoding="utf-8")

    def browser(self) -> Browser:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return Browser(self.origin, urllib.request.HTTPSHandler(context=context))

    def told(self) -> str:
        """All that the web server wrote down."""
        return "".join(
            path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(self.folder.glob("*.log"))
        )

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
        shutil.rmtree(self.folder)
