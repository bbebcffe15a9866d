"""Every file of a folder, one after another, as the old utility does it: HOST PORT USER REMOTE TARGET; password in stdin."""
import hashlib
import os
import sys

import paramiko

host, port, user, remote, target = sys.argv[1:]
client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
client.connect(host, int(port), user, sys.stdin.read(), look_for_keys=False, allow_agent=False)
sftp = client.open_sftp()
for name in sftp.listdir(remote):
    path = os.path.join(target, name)
    sftp.get(remote + '/' + name, path)
    digest = hashlib.md5()
    with open(path, 'rb') as file:
        for chunk in iter(lambda: file.read(1 << 20), b''):
            digest.update(chunk)
client.close()
