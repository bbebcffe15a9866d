// A Windows executable of no use whose resources (icon, version) can be edited: what electron-builder does with Electron's.
import { NtExecutable, NtExecutableResource } from 'pe-library';
import { Resource } from 'resedit';

const ENGLISH = 1033;
const UNICODE = 1200;

/** `trailer` is put behind the sections, where the fuses of this fake stand. */
export function fakeExe(trailer: Buffer, version: string): Buffer {
  const exe = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(exe);
  const info = Resource.VersionInfo.createEmpty();
  info.lang = ENGLISH;
  info.setFileVersion(`${version}.0`);
  info.setProductVersion(`${version}.0`);
  info.setStringValues({ lang: ENGLISH, codepage: UNICODE }, { ProductName: 'Electron', CompanyName: 'GitHub, Inc.' });
  info.outputToResourceEntries(resources.entries);
  resources.outputResource(exe);
  exe.setExtraData(Uint8Array.from(trailer).buffer);
  return Buffer.from(exe.generate());
}
