//! 見本町: the demo town.
