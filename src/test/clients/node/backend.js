'use strict';
// A back end written with Azure's Node service client. One JSON line in is one operation, one JSON line out its result.
const https = require('https');
const fs = require('fs');
const readline = require('readline');
const { Registry, Client } = require('azure-iothub');

const [, port] = /HostName=[^:;]+:?(\d*);/.exec(process.env.SERVICE_CONNECTION_STRING);
const connectionString = process.env.SERVICE_CONNECTION_STRING.replace(/(HostName=[^:;]+):\d+/, '$1');

// The client knows port 443 only and takes no other from its connection string; the agent's default port is the way round.
const agent = new https.Agent({ ca: fs.readFileSync(process.env.CA_FILE), keepAlive: true });
agent.defaultPort = Number(port || 443);
const through = (owner) => {
  owner._restApiClient.setOptions({ http: { agent } });
  return owner;
};
const registry = through(Registry.fromConnectionString(connectionString));
const client = through(Client.fromConnectionString(connectionString));

const operations = {
  get: async ({ device, module }) => (await registry.getModuleTwin(device, module)).responseBody,
  patch: async ({ device, module, patch, etag }) =>
    (await registry.updateModuleTwin(device, module, patch, etag)).responseBody,
  configure: async ({ configuration }) => (await registry.addConfiguration(configuration)).responseBody,
  configuration: async ({ id }) => (await registry.getConfiguration(id)).responseBody,
  invoke: async ({ device, module, call }) => (await client.invokeDeviceMethod(device, module, call)).result,
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const operation = JSON.parse(line);
  if (operation.do === 'close') {
    process.exit(0);
  }
  try {
    const result = await operations[operation.do](operation);
    console.log(JSON.stringify({ event: 'done', result: JSON.parse(JSON.stringify(result, withoutCycles)) }));
  } catch (error) {
    const status = error.response ? error.response.statusCode : 0;
    console.log(JSON.stringify({ event: 'refused', error: error.constructor.name, status, body: error.responseBody || '' }));
  }
});

function withoutCycles(key, value) {
  return key.startsWith('_') ? undefined : value;
}
