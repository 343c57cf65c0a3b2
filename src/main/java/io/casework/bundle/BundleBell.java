package io.casework.bundle;

import io.casework.core.Bell;
import org.springframework.stereotype.Component;

/** Wakes the makers when a bundle was asked for. */
@Component
class BundleBell extends Bell {}
