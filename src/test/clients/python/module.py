"""A module written with Azure's Python SDK. Commands come as JSON lines on stdin, what happens goes out as JSON lines."""

import json
import os
import sys
import threading

from azure.iot.device import IoTHubModuleClient, Message, MethodResponse

lock = threading.Lock()


def tell(event, **rest):
    with lock:
        print(json.dumps({"event": event, **rest}), flush=True)


def connect():
    connection_string = os.environ.get("MODULE_CONNECTION_STRING")
    if not connection_string:
        return IoTHubModuleClient.create_from_edge_environment()
    with open(os.environ["CA_FILE"], encoding="ascii") as ca:
        return IoTHubModuleClient.create_from_connection_string(
            connection_string, server_verification_cert=ca.read()
        )


def main():
    client = connect()

    def on_method(request):
        answer = {"method": request.name, "payload": request.payload}
        client.send_method_response(MethodResponse.create_from_method_request(request, 203, answer))

    client.on_method_request_received = on_method
    client.on_twin_desired_properties_patch_received = lambda patch: tell("desired", patch=patch)
    client.connect()
    tell("twin", **client.get_twin())
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] == "report":
            try:
                client.patch_twin_reported_properties(command["patch"])
                tell("reported", error=None)
            except Exception as error:
                tell("reported", error=str(error))
        elif command["do"] == "send":
            message = Message(json.dumps(command["body"]), content_encoding="utf-8", content_type="application/json")
            message.custom_properties.update(command["props"])
            client.send_message_to_output(message, command["output"])
            tell("sent")
        elif command["do"] == "close":
            break
    client.shutdown()


main()
