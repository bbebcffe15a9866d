// The shells whose quoting is known.

export type Shell = 'sh' | 'cmd' | 'powershell';
