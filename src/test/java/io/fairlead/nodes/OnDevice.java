package io.fairlead.nodes;

import org.junit.jupiter.api.AfterEach;

/** A test on the shared device, which it leaves without apps. A class that is skipped starts no device. */
abstract class OnDevice {

    final Device device = Device.shared();

    @AfterEach
    void clear() {
        device.clear();
    }
}
