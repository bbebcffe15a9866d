"""The old utility as a model: one file after another, with what its script used. A JSON text on stdin has the settings."""
import hashlib
import json
import os
import subprocess
import sys

import jinja2
import paramiko
import requests

settings = json.load(sys.stdin)
api = requests.Session()
api.headers['Authorization'] = 'Bearer ' + settings['token']
url = settings['url'] + '/datafile'
command = jinja2.Template(settings['command'])


def write_status(record, status):
    attributes = dict(record['attributes'], client_status=status)
    answer = api.patch(url + '/' + record['_id'], json={'attributes': attributes})
    answer.raise_for_status()


ssh = paramiko.SSHClient()
ssh.set_missing_host_key_policy(paramiko.AutoAddPolicy())
ssh.connect(
    settings['host'], settings['port'], settings['user'], settings['password'], look_for_keys=False, allow_agent=False
)
sftp = ssh.open_sftp()
sftp.sock.settimeout(60)

where = json.dumps({'attributes.client_status': {'$exists': False}})
records = api.get(url, params={'where': where, 'limit': settings['limit']})
records.raise_for_status()
done = 0
for record in records.json():
    write_status(record, 'STARTED')
    path = os.path.join(settings['target'], record['fileName'])
    sftp.get(record['route']['directory'] + '/' + record['fileName'], path)
    digest = hashlib.md5()
    with open(path, 'rb') as file:
        for chunk in iter(lambda: file.read(1 << 20), b''):
            digest.update(chunk)
    if digest.hexdigest() != record['md5'] or os.path.getsize(path) != record['byteSize']:
        write_status(record, 'FAILED')
        continue
    line = command.render(filePath=path, id=record['_id'], file=record, **{k: v for k, v in record.items() if k != 'file'})
    ended = subprocess.run(line, shell=True, capture_output=True, check=False)
    write_status(record, 'SUCCESS' if ended.returncode == 0 else 'FAILED')
    done += ended.returncode == 0
ssh.close()
print(done)
