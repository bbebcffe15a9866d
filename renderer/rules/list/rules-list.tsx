import { Button, FileButton, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconFileImport, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { RuleStatus } from '#shared/api-rules.ts';
import { useCall } from '../../api/use-call.ts';
import { linkTo } from '../../app/router.ts';
import { goTo } from '../../app/use-route.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { FirstRun } from '../../welcome/first-run.tsx';
import { readDropped } from '../import/choose-ini.tsx';
import { DropVeil } from '../import/drop-veil.tsx';
import { ImportDialog } from '../import/import-dialog.tsx';
import { type IniFile, isExportFile } from '../import/ini-file.ts';
import { useFileDrop } from '../import/use-file-drop.ts';
import { ReviewDialog } from '../import/review-dialog.tsx';
import { DryRun } from './dry-run.tsx';
import { PendingBanner } from './pending-banner.tsx';
import { exportRules, importExport } from './rule-commands.ts';
import css from './rule-item.module.css';
import { RuleItem } from './rule-item.tsx';

/** All rules; `#/rules/import` is the same with the import open. */
export function RulesList({ isImporting }: { isImporting: boolean }) {
  const rules = useCall('rule.list', {});
  const [ini, setIni] = useState<IniFile | null>(null);
  const [dryRun, setDryRun] = useState<RuleStatus | null>(null);
  const [reviewed, setReviewed] = useState<string | null>(null);
  const isOver = useFileDrop((file) => void take(file));

  async function take(file: File): Promise<void> {
    if (isExportFile(file)) await importExport(file);
    else setIni(await readDropped(file));
  }
  function chooseAgain(): void {
    setIni(null);
    goTo('rules', ['import']);
  }
  function closeImport(): void {
    setIni(null);
    if (isImporting) goTo('rules');
  }

  return (
    <>
      <PageHeader
        title="Rules"
        description="What is fetched from where, what is done with it, and when."
        actions={<ListActions hasRules={rules.value !== undefined && rules.value.length > 0} />}
      />
      <div className={css.body}>
        {rules.error && <ErrorPanel error={rules.error} title="The rules cannot be shown" onRetry={rules.reload} />}
        {!rules.error && !rules.value && <RowSkeletons count={6} />}
        {rules.value?.length === 0 && <FirstRun />}
        {rules.value && rules.value.length > 0 && (
          <>
            <PendingBanner rules={rules.value} onReview={setReviewed} />
            <ul className={css.list} aria-label="Rules">
              {rules.value.map((rule) => (
                <RuleItem
                  key={rule.ruleId}
                  rule={rule}
                  onDryRun={() => setDryRun(rule)}
                  onApprove={() => setReviewed(rule.ruleId)}
                />
              ))}
            </ul>
          </>
        )}
      </div>
      <ImportDialog
        file={ini ?? (isImporting ? 'choose' : null)}
        onFile={setIni}
        onAgain={chooseAgain}
        onClose={closeImport}
      />
      <ReviewDialog ruleId={reviewed} onClose={() => setReviewed(null)} />
      <DryRun rule={dryRun} onClose={() => setDryRun(null)} />
      {isOver && <DropVeil />}
    </>
  );
}

function ListActions({ hasRules }: { hasRules: boolean }) {
  return (
    <>
      <FileButton onChange={(file) => file && void importExport(file)} accept=".json">
        {({ onClick }) => (
          <Menu>
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                Import or export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconFileImport size={16} aria-hidden />}
                onClick={() => goTo('rules', ['import'])}
              >
                Import an INI file
              </Menu.Item>
              <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={onClick}>
                Import an export file
              </Menu.Item>
              <Menu.Item
                leftSection={<IconDownload size={16} aria-hidden />}
                disabled={!hasRules}
                onClick={() => void exportRules(null)}
              >
                Export all rules
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </FileButton>
      <Button component="a" href={linkTo('rules', ['new'])} leftSection={<IconPlus size={16} aria-hidden />}>
        New rule
      </Button>
    </>
  );
}
