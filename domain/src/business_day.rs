//! business_day
