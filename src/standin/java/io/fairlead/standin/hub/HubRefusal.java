package io.fairlead.standin.hub;

/** A request that IoT Hub would refuse, with the HTTP status and error code it would refuse it with. */
public final class HubRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;
    private final String errorName;

    HubRefusal(int status, int errorCode, String errorName, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
        this.errorName = errorName;
    }

    static HubRefusal invalid(String message) {
        return new HubRefusal(400, 400004, "ArgumentInvalid", message);
    }

    static HubRefusal moduleNotFound(ModuleId id) {
        return new HubRefusal(404, 404010, "ModuleNotFound", "Module " + id + " is not registered");
    }

    static HubRefusal deviceNotFound(ModuleId id) {
        return new HubRefusal(404, 404001, "DeviceNotFound", "Device " + id.device() + " is not registered");
    }

    static HubRefusal notOnline(ModuleId id) {
        return new HubRefusal(
                404,
                404103,
                "DeviceNotOnline",
                "Timed out waiting for module " + id + " to connect and subscribe to methods");
    }

    static HubRefusal noAnswer(ModuleId id, String method) {
        return new HubRefusal(
                504, 504101, "GatewayTimeout", "Module " + id + " did not answer method " + method + " in time");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** IoT Hub's six-digit error code. */
    public int errorCode() {
        return errorCode;
    }

    /** IoT Hub's name for the error. */
    public String errorName() {
        return errorName;
    }
}
