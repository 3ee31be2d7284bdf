package io.fairlead.rig;

/** What a pod can be made to run into, as kubelet and the scheduler word it. */
public enum PodFailure {
    /** The image cannot be pulled. */
    IMAGE_PULL_BACK_OFF(
            "ImagePullBackOff",
            "Back-off pulling image \"broken.example/web:2\": ErrImagePull: rpc error: code = NotFound desc = broken.example/web:2: not found"),
    /** The program ends again and again with status 1. */
    CRASH_LOOP_BACK_OFF("CrashLoopBackOff", "back-off 5m0s restarting failed container"),
    /** No node takes it. */
    UNSCHEDULABLE("Unschedulable", "0/2 nodes are available: 2 Insufficient cpu.");

    private final String reason;
    private final String message;

    PodFailure(String reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    String reason() {
        return reason;
    }

    String message() {
        return message;
    }
}
