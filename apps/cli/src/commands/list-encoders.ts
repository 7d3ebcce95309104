import { declareCommand } from '../cli-command.ts';
import { formatTable } from '../output/format-table.ts';

/** `kindred encoders list`: nothing is opened. */
export const listEncoders = declareCommand({
  path: ['encoders', 'list'],
  summary: 'the encoders that ship with Kindred, those of the settings, tested models of the hub, and devices',
  examples: ['kindred encoders list'],
  run: async ({ config }) => {
    const { BUNDLED_ENCODERS, TESTED_MODELS, listDevices } = await import('@kindred/embedding-model-onnx');
    const { text, image, textTower, audio, device, onMissingDevice } = config.encoders;
    const sound = audio === undefined ? {} : { audio };
    const configured = { text, image, textTower, ...sound, device, onMissingDevice };
    const tested = TESTED_MODELS.map(({ label }) => label);
    const devices = await listDevices();
    const rows = devices.map(({ device: name, obstacle }) => [name, obstacle ?? 'may be tried']);
    const lines = [
      `bundled: ${BUNDLED_ENCODERS.join(', ')}`,
      `texts:   ${text}`,
      `photos:  ${image}; its text tower, where it has one: ${textTower}`,
      `sound:   ${audio ?? 'none'}`,
      `device:  ${device}${device === 'cpu' || device === 'auto' ? '' : `, else ${onMissingDevice}`}`,
      '',
      formatTable([{ title: 'device' }, { title: 'here' }], rows),
      '',
      'Tested models of the hub, hf:<owner>/<name>@<revision>:',
      ...tested.map((label) => `  ${label}`),
    ];
    return { document: { bundled: BUNDLED_ENCODERS, configured, devices, tested }, text: lines.join('\n') };
  },
});
