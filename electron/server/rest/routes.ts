// The contract's calls as REST: method and path below /api/v1. What is in the path belongs to the input; of GET the rest
// of the input is the query, of the others the JSON body. GET changes nothing.
import type { ServedCall } from '../served-engine.ts';

export interface RestRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{name}` is a field of the input. */
  path: string;
}

export const REST_ROUTES: Readonly<Record<ServedCall, RestRoute>> = {
  'rule.list': { method: 'GET', path: '/rules' },
  'rule.save': { method: 'PUT', path: '/rules' },
  'rule.get': { method: 'GET', path: '/rules/{ruleId}' },
  'rule.remove': { method: 'DELETE', path: '/rules/{ruleId}' },
  'rule.run': { method: 'POST', path: '/rules/{ruleId}/run' },
  'rule.pause': { method: 'POST', path: '/rules/{ruleId}/pause' },
  'rule.resume': { method: 'POST', path: '/rules/{ruleId}/resume' },
  'rule.enable': { method: 'POST', path: '/rules/{ruleId}/enable' },
  'rule.approve': { method: 'POST', path: '/rules/{ruleId}/approve' },
  'rule.check': { method: 'POST', path: '/rules/{ruleId}/check' },
  'rule.preview': { method: 'POST', path: '/rules/{ruleId}/preview' },
  'rule.new': { method: 'GET', path: '/drafts/new' },
  'rule.validate': { method: 'POST', path: '/drafts/validate' },
  'rule.checkDraft': { method: 'POST', path: '/drafts/check' },
  'rule.previewDraft': { method: 'POST', path: '/drafts/preview' },
  'rule.readIni': { method: 'POST', path: '/imports/ini/read' },
  'rule.importIni': { method: 'POST', path: '/imports/ini' },
  'rule.importExport': { method: 'POST', path: '/imports/export' },
  'rule.export': { method: 'POST', path: '/exports' },
  'job.list': { method: 'GET', path: '/jobs' },
  'job.save': { method: 'PUT', path: '/jobs' },
  'file.list': { method: 'GET', path: '/files' },
  'file.counts': { method: 'GET', path: '/files/counts' },
  'file.show': { method: 'GET', path: '/files/{id}' },
  'file.retry': { method: 'POST', path: '/files/{id}/retry' },
  'file.skip': { method: 'POST', path: '/files/{id}/skip' },
  'file.done': { method: 'POST', path: '/files/{id}/done' },
  'run.list': { method: 'GET', path: '/runs' },
  'log.read': { method: 'GET', path: '/log' },
  'app.info': { method: 'GET', path: '/info' },
  'app.support': { method: 'GET', path: '/support' },
  'settings.get': { method: 'GET', path: '/settings' },
  'settings.save': { method: 'PUT', path: '/settings' },
  'settings.testMail': { method: 'POST', path: '/settings/test-mail' },
  'demo.start': { method: 'POST', path: '/demo' },
  'demo.stop': { method: 'DELETE', path: '/demo' },
  'editor.filter': { method: 'POST', path: '/editor/filter' },
  'editor.command': { method: 'POST', path: '/editor/command' },
  'editor.schedule': { method: 'POST', path: '/editor/schedule' },
};

/** Names of the fields that stand in the path. */
export function pathFields(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}
