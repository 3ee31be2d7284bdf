"""A back end written with Azure's Python service client. One JSON line in is one operation, one JSON line out its result."""

import json
import os
import sys
from unittest.mock import MagicMock

# For messages over AMQP, which are not sent here; it has no wheels for newer releases of Python.
for unused in ("uamqp", "uamqp.authentication"):
    sys.modules[unused] = MagicMock()

from azure.iot.hub import IoTHubRegistryManager  # noqa: E402
from azure.iot.hub.models import CloudToDeviceMethod, Twin  # noqa: E402
from msrest.exceptions import HttpOperationError  # noqa: E402

registry = IoTHubRegistryManager.from_connection_string(os.environ["SERVICE_CONNECTION_STRING"])
registry.protocol.config.connection.verify = os.environ["CA_FILE"]


def twin(found):
    return {
        "etag": found.etag,
        "tags": found.tags,
        "properties": {"desired": found.properties.desired, "reported": found.properties.reported},
    }


def get(call):
    return twin(registry.get_module_twin(call["device"], call["module"]))


def patch(call):
    update = Twin.from_dict(call["patch"])
    return twin(registry.update_module_twin(call["device"], call["module"], update, call["etag"]))


def invoke(call):
    method = CloudToDeviceMethod.from_dict(call["call"])
    answer = registry.invoke_device_module_method(call["device"], call["module"], method)
    return {"status": answer.status, "payload": answer.payload}


operations = {"get": get, "patch": patch, "invoke": invoke}

for line in sys.stdin:
    operation = json.loads(line)
    if operation["do"] == "close":
        break
    try:
        result = {"event": "done", "result": operations[operation["do"]](operation)}
    except HttpOperationError as error:
        result = {"event": "refused", "status": error.response.status_code}
    print(json.dumps(result), flush=True)
