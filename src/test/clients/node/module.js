'use strict';
// A module written with Azure's Node SDK. Commands come as JSON lines on stdin, what happens goes out as JSON lines.
const readline = require('readline');
const { ModuleClient, Message } = require('azure-iot-device');
const { Mqtt } = require('azure-iot-device-mqtt');

const tell = (event, rest = {}) => console.log(JSON.stringify({ event, ...rest }));
const properties = (section) => JSON.parse(JSON.stringify(section, (key, value) => (key === 'update' ? undefined : value)));

async function connect() {
  const connectionString = process.env.MODULE_CONNECTION_STRING;
  if (!connectionString) {
    return ModuleClient.fromEnvironment(Mqtt);
  }
  const client = ModuleClient.fromConnectionString(connectionString, Mqtt);
  await client.setOptions({ ca: process.env.CA_FILE, modelId: process.env.MODEL_ID });
  return client;
}

async function main() {
  const client = await connect();
  await client.open();
  client.onMethod('echo', (request, response) =>
    response.send(203, { method: request.methodName, payload: request.payload }, () => {}));
  const twin = await client.getTwin();
  tell('twin', { desired: properties(twin.properties.desired), reported: properties(twin.properties.reported) });
  const known = twin.properties.desired.$version;
  twin.on('properties.desired', (patch) => {
    if (patch.$version > known) { // the SDK tells a new listener what it has already
      tell('desired', { patch: properties(patch) });
    }
  });

  const commands = {
    report: ({ patch }) => new Promise((done) => twin.properties.reported.update(patch, (error) => {
      tell('reported', { error: error ? error.name : null });
      done();
    })),
    send: async ({ output, body, props }) => {
      const message = new Message(JSON.stringify(body));
      message.contentType = 'application/json';
      Object.entries(props).forEach(([name, value]) => message.properties.add(name, value));
      await client.sendOutputEvent(output, message);
      tell('sent');
    },
    close: async () => {
      await client.close();
      process.exit(0);
    },
  };
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const command = JSON.parse(line);
    commands[command.do](command).catch(fail);
  });
}

function fail(error) {
  console.error(error);
  tell('failed', { error: error.name, message: String(error.message) });
  process.exit(1);
}

main().catch(fail);
